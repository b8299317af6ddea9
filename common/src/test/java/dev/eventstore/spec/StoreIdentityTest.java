package dev.eventstore.spec;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.eventstore.spec.read.StoreFile;
import dev.eventstore.spec.read.StoreFiles;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a store file may not change while its state goes on. */
class StoreIdentityTest {
  @TempDir Path folder;

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "store: usage | store: other | store is other now and was usage",
        "id: id | id: [id, bytes] | event.id is [id (string), bytes (decimal)] now and was [id (string)]",
        "key: account | key: id | event.key is [id (string)] now and was [account (string)]",
        "account: string | account: integer | event.key is [account (integer)] now and was [account (string)]",
        "time: at | version: at | event.time is not given now and was at",
        "sources: | 'shards: 4\nsources:' | shards is 4 now and was 1",
        "sources: | 'period: {every: day}\nsources:' | period is every day from 1 in UTC now and was every month from 1 in UTC",
        "sources: | 'period: {zone: Europe/Berlin}\nsources:' | period is every month from 1 in Europe/Berlin now and was every month from 1 in UTC",
        "sources: | 'period: {anchor: 15}\nsources:' | period is every month from 15 in UTC now and was every month from 1 in UTC"
      })
  void aChangedPartIsNamed(String old, String replacement, String said) throws Exception {
    assertThatThrownBy(
            () ->
                StoreIdentity.requireSame(
                    StoreIdentity.of(spec(StoreFile.MINIMAL)),
                    spec(StoreFile.with(old, replacement))))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            said
                + " when the state was written; write it as it was, or start the store anew from"
                + " its sources");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "bytes: decimal | path: string",
        "sources: | 'retention: P1M\nconflicts: first\nlate: quarantine\nsources:'",
        "sources: | 'period: {anchor: 1, zone: UTC}\nsources:'"
      })
  void anythingElseMayChange(String old, String replacement) {
    assertThatCode(
            () ->
                StoreIdentity.requireSame(
                    StoreIdentity.of(spec(StoreFile.MINIMAL)),
                    spec(StoreFile.with(old, replacement))))
        .doesNotThrowAnyException();
  }

  private StoreSpec spec(String yaml) throws StoreFileException {
    return StoreFiles.read(StoreFile.write(folder, "store.yaml", yaml));
  }
}
