package dev.eventstore;

import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

/** Of {@code common} and of {@code jobs}. */
class PackagesTest {
  @Test
  void packagesReferToEachOtherInOneDirection() {
    JavaClasses classes =
        new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("dev.eventstore");
    slices().matching("dev.eventstore.(**)").should().beFreeOfCycles().check(classes);
  }
}
