package dev.eventstore.store.totals;

import dev.eventstore.state.FigureKey;
import dev.eventstore.state.ImmutableSerializer;
import dev.eventstore.state.Published;
import dev.eventstore.state.SerializedType;
import dev.eventstore.state.Wire;
import java.io.IOException;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeutils.SimpleTypeSerializerSnapshot;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;
import org.apache.flink.streaming.api.watermark.Watermark;

/**
 * What the totals are told beside what the meters say: by the gate, before the watermark it
 * concerns; and by a snapshot, of what had been published.
 */
public sealed interface TotalsSignal {
  TypeInformation<TotalsSignal> TYPE = new SerializedType<>(TotalsSignal.class, new Serializer());

  /**
   * The gate's first watermark, before every moment there is. What comes by the same input, and
   * says nothing until it ends, holds it back.
   */
  Watermark FIRST = new Watermark(Long.MIN_VALUE + 1);

  /**
   * The period was held and passes now: what changed meanwhile is part of revision 0.
   *
   * @param period its start, epoch seconds
   */
  record WasHeld(long period) implements TotalsSignal {}

  /**
   * The input has ended with the period held: neither it nor a later one is published.
   *
   * @param period its start, epoch seconds
   */
  record EndsHeld(long period) implements TotalsSignal {}

  /**
   * What had been published last, by a run of the store that has gone further.
   *
   * @param part of a meter without aggregate, the event's identity; else empty
   */
  record Known(FigureKey key, byte[] part, Published published) implements TotalsSignal {
    public boolean isFigure() {
      return part.length == 0;
    }
  }

  /** A byte for the kind, then its parts. It travels, and is never kept. */
  final class Serializer extends ImmutableSerializer<TotalsSignal> {
    private static final long serialVersionUID = 1L;
    private static final int WAS_HELD = 0;
    private static final int ENDS_HELD = 1;
    private static final int KNOWN = 2;
    private static final FigureKey.Serializer KEY = new FigureKey.Serializer();
    private static final Published.Serializer PUBLISHED = new Published.Serializer();

    @Override
    public void serialize(TotalsSignal signal, DataOutputView out) throws IOException {
      if (signal instanceof WasHeld held) {
        out.writeByte(WAS_HELD);
        out.writeLong(held.period);
      } else if (signal instanceof EndsHeld ends) {
        out.writeByte(ENDS_HELD);
        out.writeLong(ends.period);
      } else if (signal instanceof Known known) {
        out.writeByte(KNOWN);
        KEY.serialize(known.key, out);
        Wire.bytes(known.part, out);
        PUBLISHED.serialize(known.published, out);
      }
    }

    @Override
    public TotalsSignal deserialize(DataInputView in) throws IOException {
      int kind = in.readByte();
      return switch (kind) {
        case WAS_HELD -> new WasHeld(in.readLong());
        case ENDS_HELD -> new EndsHeld(in.readLong());
        case KNOWN -> {
          FigureKey key = KEY.deserialize(in);
          byte[] part = Wire.bytes(in);
          yield new Known(key, part, PUBLISHED.deserialize(in));
        }
        default -> throw new IOException("there is no signal of kind " + kind);
      };
    }

    @Override
    public Snapshot snapshotConfiguration() {
      return new Snapshot();
    }

    public static final class Snapshot extends SimpleTypeSerializerSnapshot<TotalsSignal> {
      public Snapshot() {
        super(Serializer::new);
      }
    }
  }
}
