package dev.eventstore.expression;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Expressions over a record, of which no types are known before they run. */
class RecordExpressionsTest {
  private static final ExpressionCompiler RECORDS =
      new ExpressionCompiler(Map.of("record", ExpressionType.DYNAMIC));

  @Test
  void recordsAreReadAsTheyCome() {
    LooseMap customer = new LooseMap();
    customer.put("id", "c-1");
    LooseMap record = new LooseMap();
    record.put("kind", "api");
    record.put("kb", "0.5");
    record.put("n", 7L);
    record.put("customer", customer);
    Map<String, Object> row = Map.of("record", record);

    assertThat(RECORDS.compile("record.customer.id").evaluate(row::get)).isEqualTo("c-1");
    assertThat(RECORDS.compile("record.kb * 1024").evaluate(row::get))
        .isEqualTo(BigDecimal.valueOf(512));
    assertThat(RECORDS.compile("record.n * 2").evaluate(row::get)).isEqualTo(14L);
    assertThat(RECORDS.compile("record.n == 7.0").evaluate(row::get)).isEqualTo(true);
    assertThat(RECORDS.compile("record.kind == \"api\"").evaluate(row::get)).isEqualTo(true);
    assertThat(RECORDS.compile("record.none == \"api\"").evaluate(row::get)).isNull();
    assertThat(RECORDS.compile("record.none.deeper").evaluate(row::get)).isNull();
    assertThat(RECORDS.compile("has(record.none)").evaluate(row::get)).isEqualTo(false);
    assertThat(RECORDS.compile("record.none == null ? 1 : 2").evaluate(row::get)).isEqualTo(1L);
    assertThatThrownBy(() -> RECORDS.compile("record.kind * 2").evaluate(row::get))
        .isInstanceOf(ExpressionException.class)
        .hasMessage("'api' is no number");
    assertThatThrownBy(() -> RECORDS.compile("record.customer > 5").evaluate(row::get))
        .isInstanceOf(ExpressionException.class);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "record.items[0].price + record.items[1].price | 7",
        "record.items[2].price                         |",
        "record.items[0].price + record.items[2].price |",
        "record.items[-1].price * 2                    |",
        "record.none[0].price * 2                      |",
        "record[record.kind] * 2                       |",
        "record[record.is] * 2                         | 10",
        "record.items[record.n].price                  | 4",
        "record.items[2] == null ? 0 : 1               | 0",
        "record.items[1].price > 3.5                   | true",
        "round(record.items[2].price, 2)               |",
      })
  void whatIsNotThereIsNullWhereverItComesUp(String expression, String result) {
    LooseMap three = new LooseMap();
    three.put("price", 3L);
    LooseMap four = new LooseMap();
    four.put("price", "4");
    LooseMap record = new LooseMap();
    record.put("items", List.of(three, four));
    record.put("kind", "none");
    record.put("is", "five");
    record.put("five", "5");
    record.put("n", 1L);

    assertThat(number(expression, record)).isEqualTo(String.valueOf(result));
  }

  @Test
  void whatIsThereAndDoesNotFitFails() {
    LooseMap record = new LooseMap();
    record.put("items", List.of("x"));

    assertThatThrownBy(() -> number("record.items[0] * 2 + size(record.items[1])", record))
        .isInstanceOf(ExpressionException.class)
        .hasMessage("'x' is no number");
    assertThatThrownBy(() -> number("record.items[0].price", record))
        .isInstanceOf(ExpressionException.class);
  }

  @Test
  void aChoiceOverARecordMixesNumbers() {
    LooseMap record = new LooseMap();
    assertThat(number("record.a == null ? 0 : record.a * 1.5", record)).isEqualTo("0");
    record.put("a", "3");
    assertThat(number("record.a == null ? 0 : record.a * 1.5", record)).isEqualTo("4.5");
    record.put("a", 9007199254740993L);
    assertThat(number("record.a == null ? 0 : record.a * 1024", record))
        .isEqualTo("9223372036854776832");
    assertThat(number("record.b == null ? record.a * 1024 / 2 : size(record.a)", record))
        .isEqualTo("4611686018427388416");
  }

  private static String number(String expression, LooseMap record) {
    Object result = RECORDS.compile(expression).evaluate(name -> record);
    return result instanceof BigDecimal d ? d.toPlainString() : String.valueOf(result);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "record.kb * 1024                                     | 9223372036854776832",
        "record.kb * 1024 - record.kb * 1024                  | 0",
        "-(record.kb * 1000 * 1000) % 7                       | -5",
        "record.kb * 1024 > record.text                       | true",
        "record.kb * record.kb == 81129638414606699710187514626049.0 | true",
        "record.kb * 1024 + record.list[0]                    | 9223372036854776833",
        "record.kb * 1024 + record.list[record.one]           | 9223372036854776834",
        "\"abc\".size() == 3 && record.kb * 1024 > 0           | true",
        "record.kb * 1024 + record.deep.list[1].n             | 9223372036854776839",
        "record.list.map(i, i * record.kb * 1024)[1]          | 18446744073709553664",
        "record.list.exists_one(i, i * record.kb * 1024 > 5)  | false",
        "record.kb * 1024 + size(record.list)                 | 9223372036854776834",
        "size(record.list) * 9223372036854775807              | 18446744073709551614",
        "round(record.kb * 1024, -2)                          | 9223372036854776800",
        "string(record.kb * 1024)                             | 9223372036854776832",
        "record.none == null ? record.kb * 1024 : 0           | 9223372036854776832",
      })
  void integersOfARecordGrowBeyond64Bits(String expression, String expected) {
    Object result = RECORDS.compile(expression).evaluate(name -> largeRecord());

    assertThat(result instanceof BigDecimal d ? d.toPlainString() : String.valueOf(result))
        .isEqualTo(expected);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "timestamp(record.one) < timestamp(record.kb * 1024)",
        "timestamp(record.one) < timestamp(record.two) && record.kb * record.kb > 0",
        "int(\"9223372036854775807\") + size(record.list) > 0",
      })
  void whatNeedsASmallIntegerFailsBeyond64Bits(String expression) {
    assertThatThrownBy(() -> RECORDS.compile(expression).evaluate(name -> largeRecord()))
        .hasMessage("an integer is beyond 64 bits; use decimal(x)");
  }

  private static LooseMap largeRecord() {
    LooseMap item = new LooseMap();
    item.put("n", 7L);
    LooseMap deep = new LooseMap();
    deep.put("list", List.of(LooseMap.NULL, item));
    LooseMap record = new LooseMap();
    record.put("kb", 9007199254740993L);
    record.put("one", 1L);
    record.put("two", 2L);
    record.put("text", "12");
    record.put("list", List.of(1L, 2L));
    record.put("deep", deep);
    return record;
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      nullValues = "null",
      value = {
        "record[\"x\"] > 5                          | null",
        "record.none[\"x\"].deeper > 5              | null",
        "record[\"x\"] == null                      | true",
        "has(record.none.deeper)                    | false",
        "record.none.deeper == null                 | true",
        "\"none\" in record                         | false",
        "\"kb\" in record                           | true",
        "record.kb + record.kb                      | 1",
        "record.kb + record.kind                    | 0.5api",
        "string(record.kb) + string(record.kb)      | 0.50.5",
        "record.kb + \"\"                           | 0.5",
        "record.kb + record.ten + record.ten        | 20.5",
        "record.ten + record.nine                   | 19",
        "record.nine < record.ten                   | true",
        "record.ten >= record.nine                  | true",
        "record.kind < record.kb                    | false",
        "record.kb - record.ten                     | -9.5",
        "record.kb * record.ten                     | 5",
        "record.ten / record.kb                     | 20",
        "record.ten % record.nine                   | 1",
        "round(record.kb, 0)                        | 1",
        "ceil(record.kb, 0) + floor(record.kb, 0)   | 1",
        "-record.kb                                 | -0.5",
        "record.ten == record.tens                  | false",
        "record.list.exists(i, i + i == 8)          | true",
      })
  void textFromARecordCountsAsANumber(String expression, String expected) {
    LooseMap record = new LooseMap();
    record.put("kind", "api");
    record.put("kb", "0.5");
    record.put("ten", "10");
    record.put("tens", "10.0");
    record.put("nine", "9");
    record.put("list", List.of("1", "4"));
    Object result =
        RECORDS.compile(expression).evaluate(Map.<String, Object>of("record", record)::get);

    assertThat(
            result instanceof BigDecimal d
                ? d.toPlainString()
                : result == null ? null : result.toString())
        .isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      nullValues = "null",
      value = {
        "record.yes == true                          | true",
        "true != record.yes                          | false",
        "record.yes == false                         | false",
        "record.flag == record.yes                   | true",
        "record.kind == true                         | false",
        "record.kind != true                         | true",
        "record.flag == 1                            | false",
        "record.flag != \"api\"                       | true",
        "record.list == \"api\"                       | false",
        "record.kind == timestamp(\"2026-10-05T10:00:00Z\") | false",
        "record.list.exists(i, i == true)            | true",
        "record.mixed.exists(i, i == 1)              | true",
        "record.yes ? record.flag : false            | true",
        "!record.yes                                 | false",
        "record.yes && record.flag                   | true",
        "record.list.exists(i, i != 'no' && i)       | true",
        "record.none == true                         | null",
        "has(record.flag) && record.none == true     | null",
        "!(record.none != null && record.none != true)  | true",
      })
  void valuesOfARecordAreComparedAsTheyCome(String expression, Boolean expected) {
    LooseMap record = new LooseMap();
    record.put("yes", "TRUE");
    record.put("flag", true);
    record.put("kind", "api");
    record.put("list", List.of("no", "true"));
    record.put("mixed", List.of(LooseMap.NULL, 1L));

    assertThat(RECORDS.compile(expression).evaluate(name -> record)).isEqualTo(expected);
  }

  @Test
  void whatIsUnlikeBeforeItRunsIsAnErrorOverARecordToo() {
    assertThatThrownBy(() -> RECORDS.compile("string(record.a) == true"))
        .hasMessageStartingWith("column 18: '==' does not take (string, boolean)");
  }
}
