package dev.eventstore.store;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import dev.eventstore.connect.files.ParquetFiles;
import dev.eventstore.local.EmbeddedKafka;
import dev.eventstore.spec.read.StoreFiles;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.zip.GZIPOutputStream;
import org.apache.avro.file.CodecFactory;
import org.apache.avro.file.DataFileWriter;
import org.apache.avro.generic.GenericDatumWriter;
import org.apache.avro.generic.GenericRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The same 10,000 events give the same usage records, byte for byte, whatever they come by. */
@Timeout(180)
class FormatsIT {
  private static final List<Usage> EVENTS = Usage.some(10_000);
  private static final String CSV = "{type: csv, delimiter: ';', quote: \"'\"}";
  private static final String BATCH = "application/cloudevents-batch+json";

  @TempDir static Path folder;
  private static EmbeddedKafka kafka;
  private static List<String> expected;

  @BeforeAll
  static void start() throws Exception {
    kafka = EmbeddedKafka.start(folder.resolve("kafka"), 0);
    expected = files("json", "a.jsonl", text(lines(Usage::json)));
    assertThat(expected).hasSize(10_000 + 2 * 100);
  }

  @AfterAll
  static void stop() {
    kafka.close();
  }

  @Test
  void json() throws Exception {
    assertSame(files("json", "a.jsonl.gz", packed(text(lines(Usage::json)))));
    assertSame(topic("json", "json", event -> record(text(event.json()))));
  }

  @Test
  void csv() throws Exception {
    byte[] rows = text(Usage.CSV_HEADER + "\r\n" + lines(Usage::csv));
    assertSame(files(CSV, "a.csv", rows));
    assertSame(files(CSV, "a.csv.gz", packed(rows)));
    assertSame(topic("rows", CSV, event -> record(text(Usage.CSV_HEADER + "\n" + event.csv()))));
    String named = CSV.replace("}", ", header: [" + Usage.CSV_HEADER.replace(';', ',') + "]}");
    assertSame(topic("named", named, event -> record(text(event.csv()))));
  }

  @Test
  void cloudEvents() throws Exception {
    assertSame(files("cloudevents", "a.jsonl", text(lines(Usage::cloudEvent))));
    assertSame(topic("structured", "cloudevents", event -> record(text(event.cloudEvent()))));
    assertSame(topic("binary", "cloudevents", FormatsIT::binary));
    byte[] batch =
        text(
            EVENTS.stream()
                .map(Usage::cloudEvent)
                .map(Object::toString)
                .collect(Collectors.joining(",\n", "[", "]")));
    assertSame(
        topic(
            "batch",
            "cloudevents",
            event -> event == EVENTS.get(0) ? with(record(batch), "content-type", BATCH) : null,
            Map.of("max.request.size", "10000000")));
  }

  @Test
  void avro() throws Exception {
    ByteArrayOutputStream file = new ByteArrayOutputStream();
    try (DataFileWriter<GenericRecord> writer =
        new DataFileWriter<>(new GenericDatumWriter<>(Usage.AVRO))) {
      writer.setCodec(CodecFactory.snappyCodec()).create(Usage.AVRO, file);
      for (Usage event : EVENTS) {
        writer.append(event.avro());
      }
    }
    assertSame(files("avro", "a.avro", file.toByteArray()));
    Files.writeString(folder.resolve("usage.avsc"), Usage.AVRO.toString());
    assertSame(topic("datums", "{type: avro, schema: usage.avsc}", event -> record(event.datum())));
    HttpServer registry = registry();
    try {
      String url = "http://localhost:" + registry.getAddress().getPort();
      assertSame(
          topic("wire", "{type: avro, registry: '" + url + "'}", event -> record(wire(event))));
    } finally {
      registry.stop(0);
    }
  }

  @Test
  void parquet() throws Exception {
    Path file = Files.createDirectories(folder.resolve("parquet")).resolve("a.parquet");
    ParquetFiles.write(file, Usage.PARQUET, EVENTS.stream().map(Usage::parquet).toList());
    assertSame(run("files: {path: parquet}, format: parquet"));
  }

  private static void assertSame(List<String> written) {
    assertThat(written).hasSameSizeAs(expected);
    for (int i = 0; i < written.size(); i++) {
      assertThat(written.get(i)).isEqualTo(expected.get(i));
    }
  }

  private static HttpServer registry() throws IOException {
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    byte[] answer = text("{\"schema\": \"" + Usage.AVRO.toString().replace("\"", "\\\"") + "\"}");
    server.createContext(
        "/schemas/ids/7",
        exchange -> {
          exchange.sendResponseHeaders(200, answer.length);
          exchange.getResponseBody().write(answer);
          exchange.close();
        });
    server.start();
    return server;
  }

  private static byte[] wire(Usage event) {
    byte[] datum = event.datum();
    return ByteBuffer.allocate(datum.length + 5).put((byte) 0).putInt(7).put(datum).array();
  }

  private static ProducerRecord<byte[], byte[]> binary(Usage event) {
    ProducerRecord<byte[], byte[]> record =
        with(record(text(event.data())), "content-type", "application/json");
    event
        .context()
        .properties()
        .forEach(entry -> with(record, "ce_" + entry.getKey(), entry.getValue().textValue()));
    return record;
  }

  private static ProducerRecord<byte[], byte[]> with(
      ProducerRecord<byte[], byte[]> record, String header, String value) {
    record.headers().add(header, text(value));
    return record;
  }

  private static ProducerRecord<byte[], byte[]> record(byte[] value) {
    return new ProducerRecord<>("set later", value);
  }

  private static List<String> files(String format, String name, byte[] content) throws Exception {
    String in = "in-" + name.replace('.', '-') + "-" + format.replaceAll("[^a-z]", "");
    Files.write(Files.createDirectories(folder.resolve(in)).resolve(name), content);
    return run("files: {path: " + in + "}, format: " + format);
  }

  private static List<String> topic(
      String topic, String format, Function<Usage, ProducerRecord<byte[], byte[]>> record)
      throws Exception {
    return topic(topic, format, record, Map.of());
  }

  private static List<String> topic(
      String topic,
      String format,
      Function<Usage, ProducerRecord<byte[], byte[]>> make,
      Map<String, String> limits)
      throws Exception {
    KafkaStore.createTopic(kafka, topic, 2, Map.of("max.message.bytes", "10000000"));
    List<ProducerRecord<byte[], byte[]>> records = new ArrayList<>();
    for (Usage event : EVENTS) {
      ProducerRecord<byte[], byte[]> made = make.apply(event);
      if (made != null) {
        int partition = event.id().hashCode() & 1;
        records.add(
            new ProducerRecord<>(topic, partition, null, null, made.value(), made.headers()));
      }
    }
    Map<String, Object> config = new HashMap<>(limits);
    config.put("bootstrap.servers", kafka.bootstrapServers());
    config.put("request.timeout.ms", "3000");
    config.put("delivery.timeout.ms", "6000");
    while (!isSent(records, config)) {
      // On a busy machine a new topic is not ready yet; what was sent is a duplicate then.
    }
    return run("kafka: {topic: " + topic + "}, until: latest, format: " + format);
  }

  private static boolean isSent(
      List<ProducerRecord<byte[], byte[]>> records, Map<String, Object> config) throws Exception {
    try (KafkaProducer<byte[], byte[]> producer =
        new KafkaProducer<>(config, new ByteArraySerializer(), new ByteArraySerializer())) {
      List<Future<RecordMetadata>> sent = records.stream().map(producer::send).toList();
      producer.flush();
      for (Future<RecordMetadata> one : sent) {
        one.get();
      }
      return true;
    } catch (ExecutionException e) {
      return false;
    }
  }

  private static List<String> run(String source) throws Exception {
    String yaml =
        """
        apiVersion: eventstore/v1
        store: api-usage
        kafka: {bootstrap.servers: "%s"}
        event:
          id: id
          time: at
          key: account
          fields:
            {id: string, at: timestamp, account: string, bytes: decimal, calls: integer,
             paid: boolean, path: string}
        sources:
          - {name: eu, %s}
        meters:
          - name: volume
            operators:
              - aggregate:
                  by: [account]
                  values: {quantity: sum(bytes), calls: sum(calls), paths: unique(path)}
            targets: [usage]
          - {name: evidence, operators: [], targets: [usage]}
        targets:
          usage: {files: {path: out}}
        """
            .formatted(kafka.bootstrapServers(), source);
    Path file = Files.writeString(folder.resolve("store.yaml"), yaml);
    TestEnds ends = FileStore.run(StoreFiles.read(file), 2, Map.of());
    assertThat(ends.refusals.elements()).isEmpty();
    return ends.written("usage");
  }

  private static String lines(Function<Usage, Object> shape) {
    return EVENTS.stream().map(shape).map(Object::toString).collect(Collectors.joining("\n"));
  }

  private static byte[] text(Object text) {
    return text.toString().getBytes(StandardCharsets.UTF_8);
  }

  private static byte[] packed(byte[] content) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (OutputStream gzip = new GZIPOutputStream(out)) {
      gzip.write(content);
    }
    return out.toByteArray();
  }
}
