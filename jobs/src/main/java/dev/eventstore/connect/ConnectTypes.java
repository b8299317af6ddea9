package dev.eventstore.connect;

import dev.eventstore.event.SourceItem;
import dev.eventstore.state.SerializedType;
import org.apache.flink.api.common.typeinfo.TypeInformation;

/** The types of the streams that leave sources and enter targets and channels. */
public final class ConnectTypes {
  public static final TypeInformation<SourceItem> SOURCE_ITEM =
      new SerializedType<>(SourceItem.class, SourceItemSerializer.INSTANCE);

  private ConnectTypes() {}
}
