package dev.eventstore.query;

import dev.eventstore.snapshot.Snapshot;
import dev.eventstore.snapshot.StateStream;
import dev.eventstore.spec.SourceSpec;
import dev.eventstore.spec.StoreSpec;
import dev.eventstore.state.StoreKey;
import dev.eventstore.state.Uids;
import dev.eventstore.store.events.EarlierStoreFiles;
import dev.eventstore.value.Field;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.table.api.DataTypes;
import org.apache.flink.table.data.RowData;
import org.apache.flink.table.data.StringData;
import org.apache.flink.table.data.TimestampData;

/**
 * The events of the store: their fields, and what the store says of each.
 *
 * @param scale how many digits a decimal has after the point
 */
record EventsTable(StoreSpec spec, int scale) implements SnapshotTable {

  @Override
  public String name() {
    return "events";
  }

  @Override
  public List<Column<KeptEvent>> columns() {
    return columns(spec, scale);
  }

  @Override
  public DataStream<RowData> rows(
      StreamExecutionEnvironment environment,
      Snapshot snapshot,
      int[] columns,
      List<Wanted> wanted) {
    List<byte[]> layouts = snapshot.union(Uids.EVENT_STORE, EarlierStoreFiles.layoutsState());
    EventFilter filter = new EventFilter(spec, wanted);
    return StateStream.of(
        environment,
        snapshot.operator(Uids.EVENT_STORE),
        new EventReader(spec, scale, layouts, columns, filter),
        SnapshotTable.type(columns(), columns),
        filter.buckets().map(EventsTable::roots));
  }

  private static List<StoreKey> roots(Set<Integer> buckets) {
    return buckets.stream().map(StoreKey::root).toList();
  }

  static List<Column<KeptEvent>> columns(StoreSpec spec, int scale) {
    List<Column<KeptEvent>> columns = new ArrayList<>();
    for (int i = 0; i < spec.event().size(); i++) {
      int place = i;
      Field field = spec.event().field(i);
      columns.add(
          new Column<>(
              field.name(), SqlValues.type(field.type(), scale), kept -> kept.field(place, scale)));
    }
    Map<String, StringData> regions =
        spec.sources().stream()
            .collect(
                Collectors.toMap(
                    SourceSpec::name, source -> StringData.fromString(source.region())));
    columns.add(
        new Column<>(
            "_source", DataTypes.STRING(), kept -> StringData.fromString(kept.event().source())));
    columns.add(
        new Column<>("_region", DataTypes.STRING(), kept -> regions.get(kept.event().source())));
    columns.add(
        new Column<>("_period", DataTypes.STRING(), kept -> StringData.fromString(kept.period())));
    columns.add(
        new Column<>(
            "_received_at",
            DataTypes.TIMESTAMP_LTZ(3),
            kept -> TimestampData.fromEpochMillis(kept.event().received())));
    return columns;
  }
}
