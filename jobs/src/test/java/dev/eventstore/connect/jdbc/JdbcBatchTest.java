package dev.eventstore.connect.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import dev.eventstore.output.SqlTable;
import dev.eventstore.output.SqlTable.SqlColumn;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;

class JdbcBatchTest {
  private static final SqlTable TABLE =
      new SqlTable("t", List.of(new SqlColumn("id", "text"), new SqlColumn("op", "text")));

  /** Checkpoints hold batches: what was written once can be read for ever. */
  @Test
  void readsGoldenBytes() throws Exception {
    byte[] golden =
        HexFormat.of()
            .parseHex(
                "780163ca3694a956ca2f50b252cacc2b4e2d2a51d2512a4a2dcb2ccecccf53b232a865"
                    + "42c89716a42496a4a2c81bd63226e2d50e008d591e47");
    JdbcBatch batch = new JdbcBatch.Serializer().deserialize(1, golden);

    assertThat(JdbcCommitter.rows(TABLE, batch))
        .extracting(row -> row.revision() + String.join(" ", row.cells()))
        .containsExactly("0a insert", "1k1 update");
  }
}
