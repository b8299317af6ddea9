package dev.eventstore.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatNoException;

import dev.eventstore.spec.StoreSpec;
import dev.eventstore.spec.read.StoreFiles;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CommandRulesTest {
  private static final String BY = "'id':'1','actor':'alice','reason':'asked'";

  private static final String STORE =
      """
      apiVersion: eventstore/v1
      store: usage
      event:
        id: id
        key: account
        time: at
        fields: {id: string, account: string, at: timestamp, bytes: decimal}
      sources: [{name: eu, files: {path: in/eu}}]
      meters: [{name: volume, operators: [], targets: out}]
      targets: {out: {files: {path: out}}}
      """;

  @TempDir static Path folder;
  private static StoreSpec spec;
  private static CommandRules rules;

  @BeforeAll
  static void read() throws Exception {
    spec = StoreFiles.read(Files.writeString(folder.resolve("store.yaml"), STORE));
    rules = new CommandRules(spec);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "'command':'approve'|it has no id",
        "'id':'1','command':'approve','reason':'r'|it has no actor",
        "'id':'1','command':'approve','actor':'a','reason':' '|it has no reason",
        "'command':'approve',BY|it has no period",
        "'command':'approve','period':'2026',BY|'2026' is no period of this store",
        "'command':'waive','period':'2026-08',BY|it has no source",
        "'command':'waive','period':'2026-08','source':'mars',BY|there is no source 'mars'",
        "'command':'erase',BY|'erase' is no command it knows",
        "'command':'delete',BY|it takes one of ids, key and where",
        "'command':'delete','key':'a','where':'true',BY|it takes one of ids, key and where",
        "'command':'delete','ids':[['a','b']],BY|a list has not the values of id",
        "'command':'delete','ids':[7],BY|'id' takes text and not 7",
        "'command':'delete','where':'1',BY|where gives no true or false",
        "'command':'delete','where':'x > 1',BY|where",
      })
  void refusesWithOneSentence(String json, String sentence) {
    Command command = command(json);

    assertThatIllegalArgumentException()
        .isThrownBy(() -> rules.check(command))
        .withMessageStartingWith(sentence);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "'command':'approve','period':'2026-08',BY",
        "'command':'waive','period':'2026-08','source':'eu',BY",
        "'command':'delete','ids':['a',['b']],BY",
        "'command':'delete','key':'a',BY",
        "'command':'delete','where':'id == \\\"a\\\"',BY",
      })
  void takesTheRest(String json) {
    assertThatNoException().isThrownBy(() -> rules.check(command(json)));
  }

  @Test
  void whatIsNoCommandSaysSo() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Command.fromJson("approve".getBytes(StandardCharsets.UTF_8)))
        .withMessage("it is no JSON object of a command");
  }

  @Test
  void whatItDoesNotTakeIsNotRead() {
    String waive = "{'command':'waive','period':'2026-10','source':'eu'," + BY + "}";
    for (String json :
        new String[] {"approve it", "{}", "{'id':'1'}", waive.replace("asked", "")}) {
      assertThat(rules.read(bytes(json))).as(json).isEmpty();
    }
    assertThat(rules.read(bytes(waive))).hasValue(Command.fromJson(bytes(waive)));
  }

  @Test
  void selectsByIdentityByKeyOrByExpression() {
    Object[] event = new Object[spec.event().size()];
    event[spec.event().indexOf("id")] = "a";

    assertThat(selects("'command':'delete','ids':['a','a','b'],BY", event)).isTrue();
    assertThat(selects("'command':'delete','ids':['b'],BY", event)).isFalse();
    assertThat(selects("'command':'delete','where':'id == \\\"a\\\"',BY", event)).isTrue();
    assertThat(selects("'command':'delete','where':'id == \\\"b\\\"',BY", event)).isFalse();
    assertThat(
            Selection.of(spec.event(), command("'command':'delete','ids':['a','a','b'],BY")).size())
        .isEqualTo(2);
  }

  private boolean selects(String json, Object[] event) {
    return Selection.of(spec.event(), command(json)).selects(event);
  }

  private static Command command(String json) {
    String text = "{" + json.replace("BY", BY).replace('\'', '"') + "}";
    return Command.fromJson(text.getBytes(StandardCharsets.UTF_8));
  }

  private static byte[] bytes(String json) {
    return json.replace('\'', '"').getBytes(StandardCharsets.UTF_8);
  }
}
