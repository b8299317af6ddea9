package dev.eventstore.bench.micro;

import dev.eventstore.expression.Expression;
import dev.eventstore.expression.ExpressionCompiler;
import dev.eventstore.expression.ExpressionType;
import dev.eventstore.value.EventSchema;
import dev.eventstore.value.Field;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** What a filter and a derive of a meter evaluate for each event. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
public class ExpressionBenchmark {
  private Map<String, Object>[] rows;
  private Expression filter;
  private Expression derive;
  private int next;

  @Setup
  @SuppressWarnings({"unchecked", "rawtypes"})
  public void prepare() throws Exception {
    Sample sample = new Sample(Sample.SIZE);
    EventSchema schema = sample.spec().event();
    Map<String, ExpressionType> names = new LinkedHashMap<>();
    for (Field field : schema.fields()) {
      names.put(field.name(), ExpressionType.of(field.type()));
    }
    ExpressionCompiler compiler = new ExpressionCompiler(names);
    filter = compiler.compile("status < 500 && path.startsWith('/v1/')");
    derive = compiler.compile("bytes / 1000000 * 0.09");
    rows = Sample.fill(new Map[Sample.SIZE], n -> row(schema, sample.accepted(n).values()));
  }

  private static Map<String, Object> row(EventSchema schema, Object[] values) {
    Map<String, Object> row = new HashMap<>();
    for (int i = 0; i < values.length; i++) {
      row.put(schema.field(i).name(), values[i]);
    }
    return row;
  }

  @Benchmark
  public Object filter() {
    return filter.evaluate(rows[next++ & Sample.SIZE - 1]::get);
  }

  @Benchmark
  public Object derive() {
    return derive.evaluate(rows[next++ & Sample.SIZE - 1]::get);
  }
}
