package dev.eventstore.decode;

import dev.eventstore.avro.AvroLimits;
import dev.eventstore.avro.AvroValues;
import dev.eventstore.avro.SchemaRegistry;
import dev.eventstore.avro.SchemaRegistry.NoSchemaException;
import dev.eventstore.event.Decoded;
import dev.eventstore.event.Decoded.Refused;
import dev.eventstore.event.SourceRecord;
import dev.eventstore.expression.LooseMap;
import dev.eventstore.spec.SourceSpec.Avro;
import dev.eventstore.value.EventSchema;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.util.IdentityHashMap;
import java.util.Map;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.generic.IndexedRecord;
import org.apache.avro.io.BinaryDecoder;
import org.apache.avro.io.DecoderFactory;

/**
 * Reads records that are one datum of Avro each: of the schema in the store file, or of one in a
 * registry that the record begins with the id of. Throws {@link
 * dev.eventstore.avro.RegistryException} where the registry cannot be asked. For one thread.
 */
final class AvroDecoder implements Decoder {
  /** A zero, then the schema's id in four bytes. */
  private static final int WIRE_HEADER = 5;

  static {
    AvroLimits.set(SourceRecord.LONGEST);
  }

  private final RecordValues values;
  private final SchemaRegistry registry;
  private final Schema schema;
  private final Map<Schema, GenericDatumReader<Object>> readers = new IdentityHashMap<>();
  private BinaryDecoder reused;

  AvroDecoder(Avro avro, EventSchema events, EventMapper mapper) {
    this.values = new RecordValues(events, mapper);
    this.registry = avro.registry() == null ? null : new SchemaRegistry(avro.registry());
    this.schema = avro.schema() == null ? null : new Schema.Parser().parse(avro.schema());
  }

  @Override
  public Decoded decode(SourceRecord record) {
    if (registry == null) {
      return decode(record, schema, 0);
    }
    byte[] bytes = record.bytes();
    if (bytes.length < WIRE_HEADER || bytes[0] != 0) {
      return Refused.malformed(
          "the record does not begin with a zero and a schema id, as those of a registry do");
    }
    try {
      return decode(record, registry.schema(ByteBuffer.wrap(bytes).getInt(1)), WIRE_HEADER);
    } catch (NoSchemaException e) {
      return Refused.malformed(e.getMessage());
    }
  }

  private Decoded decode(SourceRecord record, Schema writer, int start) {
    LooseMap read;
    try {
      Object datum = datum(record.bytes(), writer, start);
      if (datum == null) {
        return Refused.malformed("the record goes on after its datum of Avro");
      }
      if (!(datum instanceof IndexedRecord fields)) {
        return Refused.malformed("the schema " + writer.getFullName() + " is not of records");
      }
      read = AvroValues.record(fields);
    } catch (CharacterCodingException e) {
      return Refused.malformed("the record holds text that is not in UTF-8");
    } catch (IOException | RuntimeException | StackOverflowError e) {
      return Refused.malformed(
          "the record is no datum of the schema " + writer.getFullName() + reason(e));
    }
    return values.map(read, record);
  }

  private static String reason(Throwable e) {
    return e.getMessage() == null ? "" : ": " + e.getMessage();
  }

  /** The datum, or null where bytes are left after it. */
  private Object datum(byte[] bytes, Schema writer, int start) throws IOException {
    reused = DecoderFactory.get().binaryDecoder(bytes, start, bytes.length - start, reused);
    Object datum = readers.computeIfAbsent(writer, GenericDatumReader::new).read(null, reused);
    return reused.isEnd() ? datum : null;
  }
}
