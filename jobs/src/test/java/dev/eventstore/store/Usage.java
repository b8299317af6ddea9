package dev.eventstore.store;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericDatumWriter;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.EncoderFactory;
import org.apache.parquet.example.data.Group;
import org.apache.parquet.example.data.simple.SimpleGroup;
import org.apache.parquet.io.api.Binary;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.MessageTypeParser;

/**
 * An event that a test writes in every format.
 *
 * @param bytes with four digits after the point
 * @param path null where there is none
 */
record Usage(
    String id,
    Instant at,
    String account,
    BigDecimal bytes,
    long calls,
    boolean paid,
    String path) {
  static final Schema AVRO =
      new Schema.Parser()
          .parse(
              """
              {"type": "record", "name": "Usage", "fields": [
                {"name": "id", "type": "string"},
                {"name": "at", "type": {"type": "long", "logicalType": "timestamp-micros"}},
                {"name": "account", "type": "string"},
                {"name": "bytes",
                 "type": {"type": "bytes", "logicalType": "decimal", "precision": 38, "scale": 4}},
                {"name": "calls", "type": "long"},
                {"name": "paid", "type": "boolean"},
                {"name": "path", "type": ["null", "string"]}]}
              """);
  static final MessageType PARQUET =
      MessageTypeParser.parseMessageType(
          """
          message usage {
            required binary id (STRING);
            required int64 at (TIMESTAMP(MICROS,true));
            required binary account (STRING);
            required binary bytes (DECIMAL(38,4));
            required int64 calls;
            required boolean paid;
            optional binary path (STRING);
          }
          """);
  static final String CSV_HEADER = "path;paid;calls;bytes;account;at;id";

  private static final List<String> PATHS =
      List.of("/a", "/b?x=1,2", "/\"quoted\";", "/two\nlines", "/ü€😀", " spaces ");

  static List<Usage> some(int count) {
    Random random = new Random(11);
    List<Usage> events = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      long micros = random.nextLong(60L * 86_400_000_000L);
      int path = random.nextInt(PATHS.size() + 1);
      events.add(
          new Usage(
              "e" + i,
              Instant.parse("2026-08-01T00:00:00Z").plusNanos(micros * 1_000),
              "acc-" + random.nextInt(100),
              BigDecimal.valueOf(random.nextLong(1L << 62), 4),
              random.nextInt(1_000),
              random.nextBoolean(),
              path == PATHS.size() ? null : PATHS.get(path)));
    }
    return events;
  }

  ObjectNode json() {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    json.put("id", id).put("at", at.toString()).put("account", account).put("bytes", bytes);
    json.put("calls", calls).put("paid", paid).put("path", path);
    return json;
  }

  /** The members that a CloudEvent has in its context. */
  ObjectNode context() {
    ObjectNode context = JsonNodeFactory.instance.objectNode();
    context.put("specversion", "1.0").put("id", id).put("source", "/eu").put("type", "usage");
    return context.put("time", at.toString());
  }

  /** The data of a CloudEvent, which leaves its id and time to the context. */
  ObjectNode data() {
    return json().without(List.of("id", "at"));
  }

  ObjectNode cloudEvent() {
    return context().set("data", data());
  }

  String csv() {
    String quoted = path == null ? "" : "'" + path.replace("'", "''") + "'";
    return String.join(
        ";",
        quoted,
        paid ? "TRUE" : "false",
        "" + calls,
        bytes.toPlainString(),
        account,
        at + "",
        id);
  }

  GenericRecord avro() {
    GenericRecord record = new GenericData.Record(AVRO);
    record.put("id", id);
    record.put("at", micros());
    record.put("account", account);
    record.put("bytes", ByteBuffer.wrap(bytes.unscaledValue().toByteArray()));
    record.put("calls", calls);
    record.put("paid", paid);
    record.put("path", path);
    return record;
  }

  byte[] datum() {
    try {
      ByteArrayOutputStream out = new ByteArrayOutputStream();
      BinaryEncoder encoder = EncoderFactory.get().binaryEncoder(out, null);
      new GenericDatumWriter<GenericRecord>(AVRO).write(avro(), encoder);
      encoder.flush();
      return out.toByteArray();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  Group parquet() {
    Group row = new SimpleGroup(PARQUET);
    row.add("id", id);
    row.add("at", micros());
    row.add("account", account);
    row.add("bytes", Binary.fromConstantByteArray(bytes.unscaledValue().toByteArray()));
    row.add("calls", calls);
    row.add("paid", paid);
    if (path != null) {
      row.add("path", path);
    }
    return row;
  }

  private long micros() {
    return at.getEpochSecond() * 1_000_000 + at.getNano() / 1_000;
  }
}
