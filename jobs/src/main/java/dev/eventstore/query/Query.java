package dev.eventstore.query;

import dev.eventstore.snapshot.Snapshot;
import dev.eventstore.snapshot.SnapshotGoneException;
import dev.eventstore.spec.StoreSpec;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.table.api.SqlParserException;
import org.apache.flink.table.api.Table;
import org.apache.flink.table.api.TableException;
import org.apache.flink.table.api.TableResult;
import org.apache.flink.table.api.ValidationException;
import org.apache.flink.table.api.bridge.java.StreamTableEnvironment;
import org.apache.flink.table.types.DataType;
import org.apache.flink.table.types.logical.LogicalType;
import org.apache.flink.types.Row;
import org.apache.flink.util.CloseableIterator;

/** Flink SQL over the tables of a snapshot. */
public final class Query {
  /** The most digits a decimal of SQL has. */
  public static final int DIGITS = 38;

  /**
   * Joins as they are planned. One that Flink settles while the job runs, and that compares what
   * has no order, ends not the job but the cluster.
   */
  private static final Map<String, String> PLANNED =
      Map.of(
          "table.optimizer.adaptive-broadcast-join.strategy", "none",
          "table.optimizer.skewed-join-optimization.strategy", "none");

  private final Snapshot snapshot;
  private final List<SnapshotTable> tables;
  private final Table table;

  /**
   * @param scale how many digits a decimal has after the point
   * @throws SqlException where it cannot be run as it is written
   */
  public Query(Reading reading, Snapshot snapshot, int scale, String sql) throws Exception {
    this.snapshot = snapshot;
    tables = tables(snapshot.spec(), scale);
    StreamExecutionEnvironment environment = reading.environment();
    StreamTableEnvironment flink = StreamTableEnvironment.create(environment);
    flink.getConfig().addConfiguration(Configuration.fromMap(PLANNED));
    flink.getConfig().setLocalTimeZone(snapshot.spec().calendar().zone());
    register(flink, new SnapshotCatalog(tables, snapshot));
    try {
      table = flink.sqlQuery(sql);
    } catch (SqlParserException | ValidationException e) {
      throw new SqlException(SqlMessages.of(e, describe(tables)), e);
    } catch (IllegalArgumentException e) {
      throw SqlMessages.isOfSeveral(e) ? new SqlException(SqlMessages.SEVERAL, e) : e;
    }
  }

  /** The way that is not deprecated takes no catalog, but the name of one that Flink makes. */
  @SuppressWarnings("deprecation")
  private static void register(StreamTableEnvironment flink, SnapshotCatalog catalog) {
    flink.registerCatalog(SnapshotCatalog.NAME, catalog);
    flink.useCatalog(SnapshotCatalog.NAME);
  }

  /** The names of the result's columns. */
  public List<String> columns() {
    return table.getResolvedSchema().getColumnNames();
  }

  /** The types of the result's columns. */
  public List<LogicalType> types() {
    return table.getResolvedSchema().getColumnDataTypes().stream()
        .map(DataType::getLogicalType)
        .toList();
  }

  /**
   * Gives the rows as they come.
   *
   * @throws SqlException where the query asks for what there is not
   * @throws IllegalStateException with one sentence, where the snapshot cannot be read to its end
   * @throws SnapshotGoneException where there was nothing to read any more
   */
  @SuppressWarnings("try") // Flink's close() may be interrupted.
  public void run(Consumer<Row> each) {
    TableResult result;
    try {
      result = table.execute();
    } catch (ValidationException | TableException | UnsupportedOperationException e) {
      throw new SqlException(SqlMessages.of(e, describe(tables)), e);
    }
    long told = 0;
    try (CloseableIterator<Row> rows = result.collect()) {
      for (; rows.hasNext(); told++) {
        each.accept(rows.next());
      }
    } catch (Exception e) {
      RuntimeException failure =
          Reading.failure(snapshot, told, e, result.getJobClient().orElseThrow());
      throw SqlMessages.ofRow(failure)
          .<RuntimeException>map(message -> new SqlException(message, failure))
          .orElse(failure);
    }
  }

  /** The tables and their columns, a line each. */
  public static String describe(StoreSpec spec, int scale) {
    return describe(tables(spec, scale));
  }

  private static List<SnapshotTable> tables(StoreSpec spec, int scale) {
    return List.of(new EventsTable(spec, scale), new UsageTable(spec), new PeriodsTable());
  }

  private static String describe(List<SnapshotTable> tables) {
    return tables.stream()
        .map(
            table ->
                table.columns().stream()
                    .map(column -> column.name() + " " + column.type())
                    .collect(Collectors.joining(", ", table.name() + " (", ")")))
        .collect(Collectors.joining("\n"));
  }
}
