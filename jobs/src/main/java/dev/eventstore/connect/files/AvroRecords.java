package dev.eventstore.connect.files;

import dev.eventstore.avro.AvroLimits;
import dev.eventstore.avro.AvroValues;
import dev.eventstore.event.SourceRecord;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import org.apache.avro.file.DataFileConstants;
import org.apache.avro.file.DataFileStream;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.generic.IndexedRecord;
import org.apache.avro.io.BinaryDecoder;
import org.apache.avro.io.DecoderFactory;

/**
 * The records of an Avro object container file, which holds their schema. Avro takes a file that
 * breaks off for one that ends; a whole one ends with its sync marker, so that is looked at.
 */
final class AvroRecords extends RowRecords {
  static {
    AvroLimits.set(SourceRecord.LONGEST);
  }

  private static final int MAGIC = 4;
  private static final int SYNC = 16;

  private final byte[] sync;
  private final TailStream in;
  private final DataFileStream<Object> file;

  AvroRecords(InputFolder folder, String name) throws IOException {
    try (InputStream header = folder.open(name, 0)) {
      this.sync = sync(DecoderFactory.get().directBinaryDecoder(header, null));
    }
    this.in = new TailStream(folder.open(name, 0), SYNC);
    try {
      this.file = new DataFileStream<>(in, new GenericDatumReader<>());
    } catch (IOException | RuntimeException e) {
      in.close();
      throw e;
    }
  }

  /** The marker that stands after the header, and after each block. */
  private static byte[] sync(BinaryDecoder header) throws IOException {
    byte[] magic = new byte[MAGIC];
    header.readFixed(magic);
    if (!Arrays.equals(magic, DataFileConstants.MAGIC)) {
      throw new IOException("it is no container file of Avro");
    }
    for (long entries = header.readMapStart(); entries != 0; entries = header.mapNext()) {
      for (long i = 0; i < entries; i++) {
        header.skipString();
        header.skipBytes();
      }
    }
    byte[] sync = new byte[SYNC];
    header.readFixed(sync);
    return sync;
  }

  @Override
  Row row() throws IOException {
    try {
      if (!file.hasNext()) {
        return atEnd();
      }
      Object datum = file.next();
      if (!(datum instanceof IndexedRecord fields)) {
        throw new IOException("its schema is not of records");
      }
      return () -> AvroValues.record(fields);
    } catch (OutOfMemoryError e) {
      // Avro takes the length of a block for granted; this one was not to be had, and is not held.
      throw new IOException("a block of it is larger than the memory", e);
    } catch (StackOverflowError e) {
      throw new IOException("a record of it is nested too deep", e);
    }
  }

  private Row atEnd() throws EOFException {
    if (!Arrays.equals(in.tail(), sync)) {
      throw new EOFException();
    }
    return null;
  }

  @Override
  public void close() throws IOException {
    file.close();
  }
}
