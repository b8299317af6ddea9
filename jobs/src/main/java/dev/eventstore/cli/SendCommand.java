package dev.eventstore.cli;

import dev.eventstore.connect.kafka.TopicWriter;
import dev.eventstore.event.Decoded;
import dev.eventstore.event.Decoded.Completion;
import dev.eventstore.event.SourceRecord;
import dev.eventstore.spec.SourceSpec;
import dev.eventstore.spec.SourceSpec.Csv;
import dev.eventstore.spec.SourceSpec.KafkaInput;
import dev.eventstore.spec.StoreSpec;
import dev.eventstore.text.Count;
import dev.eventstore.text.CsvDialect;
import dev.eventstore.text.LineReader;
import dev.eventstore.text.LineReader.Line;
import dev.eventstore.text.Lines;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
    name = "send",
    description = {
      "Sends records to a source's topic: one from each line that is not blank, byte for byte.",
      "Of CSV, one from each row; where the store file names no columns, each record holds the"
          + " file's first line above its row.",
      "Records of one key go to one partition, and so stay in their order; a completeness marker"
          + " goes to every partition."
    },
    footer = {
      "",
      "Examples:",
      "  event-store send store.yaml --source eu events.jsonl",
      "  generate | event-store send store.yaml --source eu -"
    })
final class SendCommand implements Callable<Integer> {
  private static final int PROGRESS = 100_000;

  private static final byte[] NOTHING = {};

  @Mixin private Common common;
  @Mixin private StoreArgument store;
  @Spec private CommandSpec command;

  @Option(names = "--source", required = true, description = "The source to send to.")
  private String sourceName;

  @Parameters(index = "1", paramLabel = "FILE|-", description = "The file; - is standard input.")
  private String file;

  private long sent;

  @Override
  public Integer call() throws Exception {
    StoreSpec spec = store.read();
    SourceSpec source = StoreArgument.source(spec, sourceName);
    KafkaInput kafka = StoreArgument.topic(source, "; put the file in its folder");
    RecordKeys keys = new RecordKeys(spec, source);
    PrintWriter err = command.commandLine().getErr();
    CsvDialect dialect = source.format() instanceof Csv csv ? csv.dialect() : null;
    try (LineReader lines = new LineReader(open(), SourceRecord.LONGEST, dialect);
        TopicWriter writer = new TopicWriter(kafka.topic(), kafka.properties())) {
      byte[] above = hasHeader(source) ? header(lines) : NOTHING;
      for (Line line = lines.next(); line != null; line = lines.next()) {
        if (!Lines.isBlank(line.bytes())) {
          requireWhole(line);
          send(writer, above, line.bytes(), keys);
          if (++sent % PROGRESS == 0 && System.console() != null) {
            err.print("\rsent " + Count.of(sent, "record"));
            err.flush();
          }
        }
      }
    }
    err.println(
        (sent >= PROGRESS ? "\r" : "")
            + "sent "
            + Count.of(sent, "record")
            + " to "
            + kafka.topic());
    err.flush();
    return 0;
  }

  /** Whatever cannot be read is sent as well: the store refuses it with its reason. */
  private void send(TopicWriter writer, byte[] above, byte[] line, RecordKeys keys) {
    byte[] value = join(above, line);
    Decoded decoded = keys.decode(value);
    if (decoded instanceof Completion) {
      writer.complete(line);
    } else {
      writer.send(keys.keyOf(decoded), value);
    }
  }

  private void requireWhole(Line line) {
    if (line.tooLong()) {
      throw new CommandException(
          file
              + " has a line of more than "
              + (SourceRecord.LONGEST >> 20)
              + " MiB, after "
              + sent
              + " records; send one record in each line");
    }
  }

  private static boolean hasHeader(SourceSpec source) {
    return source.format() instanceof Csv csv && csv.header().isEmpty();
  }

  private byte[] header(LineReader lines) throws IOException {
    Line first = lines.next();
    if (first == null) {
      return NOTHING;
    }
    requireWhole(first);
    return join(Lines.withoutByteOrderMark(first.bytes()), new byte[] {'\n'});
  }

  private static byte[] join(byte[] first, byte[] second) {
    byte[] both = Arrays.copyOf(first, first.length + second.length);
    System.arraycopy(second, 0, both, first.length, second.length);
    return both;
  }

  private InputStream open() {
    if (Files.isDirectory(Path.of(file))) {
      throw new CommandException(file + " is a folder; name a file of it");
    }
    try {
      return file.equals("-") ? System.in : Files.newInputStream(Path.of(file));
    } catch (IOException e) {
      throw new CommandException(file + " cannot be read; check its name and rights");
    }
  }
}
