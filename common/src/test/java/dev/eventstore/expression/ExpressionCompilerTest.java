package dev.eventstore.expression;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.eventstore.value.Values;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ExpressionCompilerTest {
  private static final ExpressionCompiler COMPILER =
      new ExpressionCompiler(
          Map.of(
              "bytes", ExpressionType.DECIMAL,
              "status", ExpressionType.INTEGER,
              "path", ExpressionType.STRING,
              "paid", ExpressionType.BOOLEAN,
              "at", ExpressionType.TIMESTAMP,
              "tags", ExpressionType.STRINGS));
  private static final ExpressionCompiler RECORDS =
      new ExpressionCompiler(Map.of("record", ExpressionType.DYNAMIC));

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "status == 0 ? null : bytes / status    | DECIMAL   | 2",
        "status == 0 ? bytes / status : null    | DECIMAL   |",
        "status > 0 ? status : null             | INTEGER   | 4",
        "status > 9 ? status : null             | INTEGER   |",
        "status > 9 ? null : status + 1.5       | DECIMAL   | 5.5",
        "path == '' ? null : path               | STRING    | x",
        "paid ? null : status > 9               | BOOLEAN   |",
        "paid ? at : null                       | TIMESTAMP | 1970-01-01T00:00:07Z",
        "paid ? null : at                       | TIMESTAMP |",
        "paid ? tags : null                     | STRINGS   | {}",
        "(paid ? null : 1) + bytes              | DECIMAL   |",
        "round(paid ? null : bytes, 2) * 2      | DECIMAL   |",
        "(paid ? null : path) == null ? 1 : 2   | INTEGER   | 1",
        "paid ? (paid ? null : 1) : 2.5         | DECIMAL   |",
        "status > 9 ? null : status > 5 ? 1 : 2 | INTEGER   | 2",
      })
  void nullIsOfTheTypeOfTheOtherSide(String expression, ExpressionType type, String result) {
    Map<String, Object> row =
        Map.of(
            "status",
            4L,
            "bytes",
            new BigDecimal(8),
            "path",
            "x",
            "paid",
            true,
            "at",
            Instant.ofEpochSecond(7),
            "tags",
            Map.of());

    Expression compiled = COMPILER.compile(expression);

    assertThat(compiled.type()).isEqualTo(type);
    assertThat(String.valueOf(compiled.evaluate(row::get))).isEqualTo(String.valueOf(result));
  }

  /** Their bounds count on it. */
  @ParameterizedTest
  @CsvSource({"int(status)", "int(status * 1)", "int(paid ? status : 0)"})
  void whatAConversionGivesHas64Bits(String expression) {
    Map<String, Object> row = Map.of("status", BigInteger.TWO.pow(64), "paid", true);

    assertThatThrownBy(() -> COMPILER.compile(expression).evaluate(row::get))
        .isInstanceOf(ExpressionException.class);
  }

  /** A name's integers have 64 bits; beyond 38 digits there are no bounds. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "status                        | -9223372036854775808 | 9223372036854775807",
        "-7                            | -7 | -7",
        "-status                       | -9223372036854775807 | 9223372036854775808",
        "status + 1                    | -9223372036854775807 | 9223372036854775808",
        "1 - status                    | -9223372036854775806 | 9223372036854775809",
        "status * -10                  | -92233720368547758070 | 92233720368547758080",
        "status % 60                   | -59 | 59",
        "7 % status                    | 0 | 7",
        "paid ? null : 7               | 0 | 7",
        "paid ? 1 : -status            | -9223372036854775807 | 9223372036854775808",
        "int(bytes) + size(path)       | -18446744073709551616 | 18446744073709551614",
        "at.getHours() - 1             | -9223372036854775809 | 9223372036854775806",
        "status * status               "
            + "| -85070591730234615856620279821087277056 | 85070591730234615865843651857942052864",
        "status * status * status      |  |",
        "status * status * 2 - status * status * 2 |  |",
        "(status * status * 2) % 10    | -9 | 9",
        "[status * status * status][0] |  |",
        "{'a': status * status * 2}.a  |  |",
        "[1].map(status, status * status)[0] |  |",
      })
  void integersHaveTheBoundsOfTheirFormula(String expression, BigInteger least, BigInteger most) {
    IntegerRange range = COMPILER.compile(expression).range(name -> IntegerRange.LONG);

    assertThat(range).isEqualTo(least == null ? IntegerRange.ANY : new IntegerRange(least, most));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "bytes / 1073741824            | 1.5",
        "bytes * 0.1                   | 161061273.6",
        "status / 3                    | 134.66666666666666666666666666666666667",
        "bytes + 0.12345678901234567890123456789 | 1610612736.12345678901234567890123456789",
        "round(2.5, 0)                 | 3",
        "round(-2.5, 0)                | -3",
        "round(bytes, -3)              | 1610613000",
        "floor(-1.25, 1)               | -1.3",
        "ceil(1.21, 1)                 | 1.3",
        "round(status, 1000) + 1       | 405",
        "decimal(\"1.50\") - 1e-3      | 1.499",
        "-bytes                        | -1610612736",
        "bytes - -1.5                  | 1610612737.5",
      })
  void computesExactly(String expression, BigDecimal expected) {
    assertThat(COMPILER.compile(expression).evaluate(row()::get))
        .asInstanceOf(InstanceOfAssertFactories.BIG_DECIMAL)
        .isEqualByComparingTo(expected);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '#',
      value = {
        "status < 500 # true",
        "bytes >= 1610612736 # true",
        "bytes == 1610612736 # true",
        "1610612736 != bytes # false",
        "status == 404 && path == \"/a\" # true",
        "path in [\"/a\", \"/b\"] # true",
        "tags.tier == \"gold\" # true",
        "at < timestamp(\"2027-01-01T00:00:00Z\") # true",
        "at.getMonth() == 9 # true",
        "path.startsWith(\"/\") # true",
        "path == null || status > 500 # false",
        "has(tags.tier) # true",
      })
  void decides(String expression, boolean expected) {
    assertThat(COMPILER.compile(expression).evaluate(row()::get)).isEqualTo(expected);
  }

  @Test
  void aNullOperandMakesTheWholeNull() {
    Map<String, Object> row = new HashMap<>(row());
    row.put("status", null);

    assertThat(COMPILER.compile("status < 500 || path == \"/a\"").evaluate(row::get)).isNull();
    assertThat(COMPILER.compile("status == null || status < 5").evaluate(row::get)).isEqualTo(true);
    assertThat(COMPILER.compile("status == null ? 0 : status").evaluate(row::get)).isEqualTo(0L);
    assertThat(COMPILER.compile("(path != null ? 1 : 0) * status").evaluate(row::get)).isNull();
    assertThat(COMPILER.compile("tags.none == \"x\"").evaluate(row::get)).isNull();
  }

  @Test
  void failuresSayWhat() {
    assertThatThrownBy(() -> COMPILER.compile("status / 0").evaluate(row()::get))
        .hasMessage("division by zero");
    assertThatThrownBy(() -> COMPILER.compile("decimal(path)").evaluate(row()::get))
        .hasMessage("'/a' is no number");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '#',
      value = {
        "has(tags.none)                               # false",
        "!has(tags.none)                              # true",
        "tags.none == null                            # true",
        "tags.tier == null                            # false",
        "tags.none != null                            # false",
        "tags.none == null || tags.none == \"gold\"  # true",
        "has(tags.none) && tags.none == \"gold\"      # false",
        "tags[\"none\"] == null ? \"free\" : tags[\"none\"] # free",
        "tags[\"no-name\"] == null                    # true",
        "\"none\" in tags                             # false",
        "\"none\" in tags ? tags[\"none\"] : \"free\"     # free",
        "\"tier\" in tags                             # true",
        "tags[path] == null                           # true",
        "bytes in [0.5, 1610612736.00]                # true",
        "status in [404]                            # true",
        "bytes % 1000                                 # 736",
        "-7.5 % 2                                     # -1.5",
      })
  void readsEntriesThatMayNotBeThere(String expression, String expected) {
    Object result = COMPILER.compile(expression).evaluate(row()::get);

    assertThat(String.valueOf(result)).isEqualTo(expected);
  }

  @Test
  void integersGrowBeyond64Bits() {
    Map<String, Object> row = new HashMap<>(row());
    row.put("status", new BigInteger("9223372036854775808"));

    assertThat(COMPILER.compile("status * 9223372036854775807").evaluate(row()::get))
        .isEqualTo(new BigInteger("3726242302889329426028"));
    assertThat(COMPILER.compile("status * 2 - status").evaluate(row::get))
        .isEqualTo(new BigInteger("9223372036854775808"));
    assertThat(COMPILER.compile("status - 1").evaluate(row::get)).isEqualTo(Long.MAX_VALUE);
    assertThat(COMPILER.compile("status % 7").evaluate(row::get)).isEqualTo(1L);
    assertThat(COMPILER.compile("round(status / 2, 3)").evaluate(row::get))
        .isEqualTo(Values.decimal(new BigDecimal("4611686018427387904")));
    assertThat(COMPILER.compile("status > bytes ? status : 0").evaluate(row::get))
        .isEqualTo(row.get("status"));
    assertThat(COMPILER.compile("status == 9223372036854775808.0").evaluate(row::get))
        .isEqualTo(true);
    assertThat(COMPILER.compile("string(-status)").evaluate(row::get))
        .isEqualTo("-9223372036854775808");
    assertThat(COMPILER.compile("status == null || status > 5").evaluate(row::get)).isEqualTo(true);
    assertThatThrownBy(() -> COMPILER.compile("int(status)").evaluate(row::get))
        .hasMessage("a decimal is beyond a 64-bit integer");
    assertThat(COMPILER.compile("paid ? status + 1 : size(path)").evaluate(row::get))
        .isEqualTo(new BigInteger("9223372036854775809"));
    assertThat(COMPILER.compile("status > 1 && size(path) in [1, 2]").evaluate(row::get))
        .isEqualTo(true);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "status == 0 ? 0 : bytes / status         | 3986665.1881188118811881188118811881188",
        "paid ? 1 : 2.5                           | 1",
        "paid ? 2.5 : 1                           | 2.5",
        "paid ? status : bytes                    | 404",
        "bytes == null ? 0 : bytes                | 1610612736",
        "paid ? 1 : paid ? 2 : 3.5                | 1",
        "paid ? (paid ? 2.5 : 2) : 3              | 2.5",
        "(paid ? 1 : 0.5) + (paid ? 2.5 : 1)      | 3.5",
        "(paid ? 1 : 0.5) + size(paid ? \"a\" : \"\") | 2",
        "paid ? (paid ? 1 : 2.5) : null           | 1",
        "paid ? 9223372036854775807 * status : 0.5 | 3726242302889329426028",
      })
  void aChoiceOfAnIntegerAndADecimalIsADecimal(String expression, String expected) {
    Expression compiled = COMPILER.compile(expression);

    assertThat(compiled.type()).isEqualTo(ExpressionType.DECIMAL);
    assertThat(((BigDecimal) compiled.evaluate(row()::get)).toPlainString()).isEqualTo(expected);
  }

  @Test
  void aChoiceOfLikesStaysWhatItIs() {
    assertThat(COMPILER.compile("paid ? 1 : status").type()).isEqualTo(ExpressionType.INTEGER);
    assertThat(COMPILER.compile("(paid ? 1 : 2.5) > 1 ? \"a\" : path").type())
        .isEqualTo(ExpressionType.STRING);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "bytes in [1, 1610612736]                 | true",
        "bytes in [1, 2]                          | false",
        "status in [404.0]                        | true",
        "status in [404.5, 7.0]                   | false",
        "status in [7.0, 404]                     | true",
        "(paid ? 1 : 2.5) in [1, 2]               | true",
        "bytes in [1, 2].map(i, i * 805306368)    | true",
      })
  void inComparesIntegersAndDecimals(String expression, boolean expected) {
    assertThat(COMPILER.compile(expression).evaluate(row()::get)).isEqualTo(expected);
  }

  @Test
  void aNameMayHavePoints() {
    ExpressionCompiler compiler =
        new ExpressionCompiler(
            Map.of(
                "plan", ExpressionType.OBJECT,
                "plan.tier", ExpressionType.STRING,
                "plan.price", ExpressionType.DECIMAL));
    Map<String, Object> found =
        Map.of("plan", true, "plan.tier", "gold", "plan.price", new BigDecimal("1.5"));

    assertThat(compiler.compile("plan.tier").type()).isEqualTo(ExpressionType.STRING);
    assertThat(compiler.compile("plan.tier").evaluate(found::get)).isEqualTo("gold");
    assertThat(compiler.compile("plan.price * 2").evaluate(found::get))
        .isEqualTo(new BigDecimal("3"));
    assertThat(compiler.compile("plan.price * 2").evaluate(name -> null)).isNull();
    assertThat(compiler.compile("plan == null || plan.tier == \"free\"").evaluate(name -> null))
        .isEqualTo(true);
    assertThat(compiler.compile("plan == null || plan.tier == \"gold\"").evaluate(found::get))
        .isEqualTo(true);
    assertThat(compiler.compile("has(plan.tier)").evaluate(name -> null)).isEqualTo(false);
    assertThat(compiler.compile("plan[\"tier\"] + \"!\"").evaluate(found::get)).isEqualTo("gold!");
    assertThat(compiler.compile("plan.tier == \"gold\"").names()).containsExactly("plan.tier");
    assertThatThrownBy(() -> compiler.compile("plan"))
        .hasMessage("the result is all that was looked up; name a column of it, such as plan.tier");
    assertThatThrownBy(() -> compiler.compile("plan.tear == \"gold\""))
        .hasMessageStartingWith("unknown name 'plan.tear'; known are plan");
    assertThatThrownBy(() -> compiler.compile("plan.tier.x"))
        .hasMessage("column 10: string has no fields; remove what follows the point");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '#',
      value = {
        "status + path | column 8: '+' does not take (integer, string); convert with decimal(x),"
            + " int(x) or string(x)",
        "bytes == path | column 7: '==' does not take (decimal, string); convert with decimal(x),"
            + " int(x) or string(x)",
        "-path | column 1: '-' does not take (string); convert with decimal(x), int(x) or string(x)",
        "at + path | column 4: '+' does not take (timestamp, string); convert with decimal(x),"
            + " int(x) or string(x)",
        "round(path, 2) | column 6: 'round' does not take (string, integer); convert with"
            + " decimal(x), int(x) or string(x)",
        "path.startsWith(1) | column 16: 'startsWith' of string does not take (integer); convert"
            + " with decimal(x), int(x) or string(x)",
        "paid && path | column 6: '&&' does not take (boolean, string); it joins comparisons, such"
            + " as x > 0",
        "!status | column 1: '!' does not take (integer); it joins comparisons, such as x > 0",
        "path ? 1 : 2 | column 6: '?:' does not take (string, integer, integer); write comparison ?"
            + " a : b, with a and b of one type",
        "paid ? 1 : path | column 6: '?:' does not take (boolean, integer, string); write comparison"
            + " ? a : b, with a and b of one type",
        "path ? 1 : 2.5 | column 6: '?:' does not take (string, integer, decimal); write comparison"
            + " ? a : b, with a and b of one type",
        "(paid ? 1 : 2.5) + path | column 18: '+' does not take (decimal, string); convert with"
            + " decimal(x), int(x) or string(x)",
        "path in [1, 2] | column 6: 'in' does not take (string, list(integer)); write a list or a"
            + " map after it",
        "path in status | column 6: 'in' does not take (string, integer); write a list or a map"
            + " after it",
        "tags[1] | column 5: '[]' does not take (strings, integer); write a text for a map, or an"
            + " integer for a list",
        "status.x | column 7: integer has no fields; remove what follows the point",
        "nofun(1) | column 6: unknown function 'nofun'; take one of CEL's, or round, floor, ceil,"
            + " decimal",
        "status < | column 9: the expression ends too early; complete it",
        "5 status | column 3: 'status' does not fit here; put an operator before it or remove it",
        "paid and paid | column 6: 'and' does not fit here; put an operator before it or remove it",
        "(status | column 8: ')' is missing; add it",
        "status = 5 | column 8: '=' compares nothing; write ==",
        "path + \"a | column 8: a text is not closed; end it with \"",
        "$x | column 1: '$' is no part of expressions; remove it",
        "has(path) | column 4: has() takes a selection; write it such as has(x.y)",
        "99999999999999999999 | column 1: an integer is beyond 64 bits; write it with a point, such"
            + " as 1.0",
        "double(path) > 1 | double is not supported, no value passes through one; use decimal(x)",
        "at - at | the result is a duration; take its length, such as (a - b).getSeconds()",
      })
  void tellsWhatIsWrongAndWhatToDo(String expression, String message) {
    assertThatThrownBy(() -> COMPILER.compile(expression))
        .isInstanceOf(ExpressionException.class)
        .hasMessage(message);
  }

  @Test
  void tellsWhichNamesAreKnown() {
    assertThatThrownBy(() -> RECORDS.compile("bites > 5"))
        .hasMessage("column 1: unknown name 'bites'; known are record");
  }

  @Test
  void typesAreKnownBeforeItRuns() {
    assertThat(COMPILER.compile("bytes / 2").type()).isEqualTo(ExpressionType.DECIMAL);
    assertThat(COMPILER.compile("status / 2").type()).isEqualTo(ExpressionType.DECIMAL);
    assertThat(COMPILER.compile("status * 2").type()).isEqualTo(ExpressionType.INTEGER);
    assertThat(COMPILER.compile("at").type()).isEqualTo(ExpressionType.TIMESTAMP);
    assertThat(COMPILER.compile("tags.a").type()).isEqualTo(ExpressionType.STRING);
    assertThat(COMPILER.compile("status > 5 && paid").names()).containsExactly("paid", "status");
  }

  private static Map<String, Object> row() {
    return Map.of(
        "bytes",
        new BigDecimal("1610612736"),
        "status",
        404L,
        "path",
        "/a",
        "paid",
        true,
        "at",
        Instant.parse("2026-10-05T10:00:00Z"),
        "tags",
        new java.util.TreeMap<>(Map.of("tier", "gold")));
  }
}
