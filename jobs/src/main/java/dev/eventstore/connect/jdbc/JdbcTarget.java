package dev.eventstore.connect.jdbc;

import dev.eventstore.connect.OutputRecord;
import dev.eventstore.output.SqlTable;
import dev.eventstore.spec.StoreSpec;
import dev.eventstore.spec.TargetSpec;
import dev.eventstore.spec.TargetSpec.JdbcOutput;
import org.apache.flink.api.connector.sink2.Committer;
import org.apache.flink.api.connector.sink2.CommitterInitContext;
import org.apache.flink.api.connector.sink2.CommittingSinkWriter;
import org.apache.flink.api.connector.sink2.Sink;
import org.apache.flink.api.connector.sink2.SupportsCommitter;
import org.apache.flink.api.connector.sink2.WriterInitContext;
import org.apache.flink.core.io.SimpleVersionedSerializer;

/**
 * A target that is a table of a PostgreSQL database. Rows are written by id where the revision is
 * higher, when the checkpoint that holds them is done.
 *
 * <p>Not before: how corrections are gathered depends on the clock, so that a job that goes on from
 * a checkpoint may say another revision 1 than the one it had said after it. The table would keep
 * the first, whose number is the same. Written again after a failure, the rows of a checkpoint are
 * the same, and so the table holds what the other targets hold.
 */
public final class JdbcTarget implements Sink<OutputRecord>, SupportsCommitter<JdbcBatch> {
  private static final long serialVersionUID = 1L;

  private final String target;
  private final JdbcOutput output;
  private final SqlTable table;

  public JdbcTarget(StoreSpec spec, TargetSpec target) {
    this.target = target.name();
    this.output = (JdbcOutput) target.output();
    this.table = SqlTable.of(spec, target);
  }

  @Override
  public CommittingSinkWriter<OutputRecord, JdbcBatch> createWriter(WriterInitContext context) {
    return new JdbcWriter();
  }

  @Override
  public Committer<JdbcBatch> createCommitter(CommitterInitContext context) {
    return committer();
  }

  JdbcCommitter committer() {
    return new JdbcCommitter(table, new Database(target, output));
  }

  @Override
  public SimpleVersionedSerializer<JdbcBatch> getCommittableSerializer() {
    return new JdbcBatch.Serializer();
  }
}
