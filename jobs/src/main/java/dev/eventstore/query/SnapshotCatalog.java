package dev.eventstore.query;

import dev.eventstore.snapshot.Snapshot;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.flink.configuration.ConfigOption;
import org.apache.flink.table.catalog.CatalogTable;
import org.apache.flink.table.catalog.GenericInMemoryCatalog;
import org.apache.flink.table.catalog.ObjectPath;
import org.apache.flink.table.connector.source.DynamicTableSource;
import org.apache.flink.table.factories.DynamicTableSourceFactory;
import org.apache.flink.table.factories.Factory;

/** The tables of a snapshot, under their names. */
final class SnapshotCatalog extends GenericInMemoryCatalog {
  static final String NAME = "snapshot";

  private final List<SnapshotTable> tables;
  private final Snapshot snapshot;

  SnapshotCatalog(List<SnapshotTable> tables, Snapshot snapshot) throws Exception {
    super(NAME, NAME);
    this.tables = tables;
    this.snapshot = snapshot;
    for (SnapshotTable table : tables) {
      createTable(
          new ObjectPath(NAME, table.name()),
          CatalogTable.newBuilder().schema(table.schema()).options(Map.of()).build(),
          false);
    }
  }

  @Override
  public Optional<Factory> getFactory() {
    return Optional.of(new Sources());
  }

  private final class Sources implements DynamicTableSourceFactory {
    @Override
    public DynamicTableSource createDynamicTableSource(Context context) {
      String name = context.getObjectIdentifier().getObjectName();
      return tables.stream()
          .filter(table -> table.name().equals(name))
          .map(table -> new SnapshotSource(table, snapshot))
          .findFirst()
          .orElseThrow();
    }

    @Override
    public String factoryIdentifier() {
      return NAME;
    }

    @Override
    public Set<ConfigOption<?>> requiredOptions() {
      return Set.of();
    }

    @Override
    public Set<ConfigOption<?>> optionalOptions() {
      return Set.of();
    }
  }
}
