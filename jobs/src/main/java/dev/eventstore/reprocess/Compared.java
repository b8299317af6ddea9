package dev.eventstore.reprocess;

import dev.eventstore.state.FigureKey;
import dev.eventstore.state.MeterOutput;
import dev.eventstore.state.Published;
import dev.eventstore.store.totals.TotalsSignal;
import dev.eventstore.store.totals.TotalsSignal.Known;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.api.java.tuple.Tuple4;

/**
 * What is compared, by its group: a part, its content, and the revision under which it was
 * published; or {@link #SAID} where it is said now.
 */
final class Compared {
  static final TypeInformation<Tuple4<FigureKey, byte[], byte[], Integer>> TYPE =
      Types.TUPLE(
          FigureKey.TYPE,
          Types.PRIMITIVE_ARRAY(Types.BYTE),
          Types.PRIMITIVE_ARRAY(Types.BYTE),
          Types.INT);

  static final int SAID = -1;

  private Compared() {}

  static Tuple4<FigureKey, byte[], byte[], Integer> said(MeterOutput said) {
    return Tuple4.of(said.key(), said.part(), said.content(), SAID);
  }

  /**
   * @param signal what the snapshot tells to have been published
   */
  static Tuple4<FigureKey, byte[], byte[], Integer> published(TotalsSignal signal) {
    Known known = (Known) signal;
    Published published = known.published();
    return Tuple4.of(known.key(), known.part(), published.content(), published.revision());
  }
}
