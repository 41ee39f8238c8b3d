package dev.waybill.bootstrap;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import java.util.Map;
import org.junit.jupiter.api.Test;

/**
 * Keeps the house as docs/architecture.md describes it, after making sure that the house was seen.
 */
class ArchitectureTest {
  private static final String DOMAIN = "dev.waybill.domain..";
  private static final String SHARED_HTTP = "dev.waybill.destination.http..";
  private static final JavaClasses CLASSES =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
          .importPackages("dev.waybill");

  /** A rule over classes it never saw would hold for ever. */
  @Test
  void every_part_of_the_house_was_seen() {
    var atLeast =
        Map.ofEntries(
            Map.entry("dev.waybill.domain", 80),
            Map.entry("dev.waybill.inbound", 25),
            Map.entry("dev.waybill.persistence", 20),
            Map.entry("dev.waybill.json", 3),
            Map.entry("dev.waybill.phone", 1),
            Map.entry("dev.waybill.metrics", 1),
            Map.entry("dev.waybill.tracing", 5),
            Map.entry("dev.waybill.tiktok", 20),
            Map.entry("dev.waybill.tiktok.simulator", 10),
            Map.entry("dev.waybill.webhook", 3),
            Map.entry("dev.waybill.bootstrap", 20));
    atLeast.forEach(
        (part, count) ->
            assertThat(CLASSES.stream().filter(seen -> seen.getPackageName().startsWith(part)))
                .as(part)
                .hasSizeGreaterThanOrEqualTo(count));
  }

  @Test
  void the_domain_knows_nothing_but_java_base_and_jspecify() {
    check(
        classes()
            .that()
            .resideInAPackage(DOMAIN)
            .should()
            .onlyDependOnClassesThat(
                resideInAnyPackage(
                    DOMAIN,
                    "java.lang..",
                    "java.util..",
                    "java.math..",
                    "java.time..",
                    "java.io..",
                    "java.nio..",
                    "java.net..",
                    "java.security..",
                    "java.text..",
                    "org.jspecify.annotations..")));
  }

  @Test
  void the_domain_starts_no_thread_and_never_sleeps() {
    check(
        noClasses()
            .that()
            .resideInAPackage(DOMAIN)
            .should()
            .callMethod(Thread.class, "sleep", long.class)
            .orShould()
            .callMethod(Thread.class, "sleep", java.time.Duration.class)
            .orShould()
            .callMethod(Thread.class, "ofVirtual")
            .orShould()
            .callMethod(Thread.class, "ofPlatform")
            .orShould()
            .dependOnClassesThat()
            .haveFullyQualifiedName("java.util.concurrent.ExecutorService"));
  }

  @Test
  void the_domain_reads_no_clock_of_its_own() {
    check(
        noClasses()
            .that()
            .resideInAPackage(DOMAIN)
            .should()
            .callMethod(java.time.Instant.class, "now")
            .orShould()
            .callMethod(System.class, "currentTimeMillis")
            .orShould()
            .callMethod(System.class, "nanoTime")
            .orShould()
            .callMethod(java.time.InstantSource.class, "system"));
  }

  @Test
  void destinations_do_not_see_one_another() {
    check(slices().assignedFrom(new DestinationModules()).should().notDependOnEachOther());
  }

  @Test
  void the_simulator_shares_no_code_with_the_destination_it_judges_nor_with_the_domain() {
    check(
        noClasses()
            .that()
            .resideInAPackage("dev.waybill.tiktok.simulator..")
            .should()
            .dependOnClassesThat(
                resideInAPackage("dev.waybill..")
                    .and(not(resideInAPackage("dev.waybill.tiktok.simulator..")))));
    check(
        noClasses()
            .that(
                resideInAPackage("dev.waybill..")
                    .and(
                        not(
                            resideInAnyPackage(
                                "dev.waybill.tiktok.simulator..", "dev.waybill.bootstrap.."))))
            .should()
            .dependOnClassesThat()
            .resideInAPackage("dev.waybill.tiktok.simulator.."));
  }

  @Test
  void adapters_see_the_domain_and_not_each_other() {
    var adapters =
        Map.of(
            "dev.waybill.inbound..", "inbound",
            "dev.waybill.persistence..", "persistence",
            "dev.waybill.json..", "json",
            "dev.waybill.phone..", "phone",
            "dev.waybill.metrics..", "metrics",
            "dev.waybill.tracing..", "tracing",
            "dev.waybill.webhook..", "webhook",
            "dev.waybill.tiktok", "tiktok");
    adapters.forEach(
        (adapter, name) ->
            check(
                noClasses()
                    .that()
                    .resideInAPackage(adapter)
                    .should()
                    .dependOnClassesThat(
                        resideInAPackage("dev.waybill..")
                            .and(not(resideInAnyPackage(adapter, DOMAIN, SHARED_HTTP))))
                    .as(name + " sees the domain alone")));
  }

  @Test
  void only_bootstrap_knows_dagger() {
    check(
        noClasses()
            .that()
            .resideOutsideOfPackage("dev.waybill.bootstrap..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("dagger..", "jakarta.inject..", "javax.inject.."));
  }

  @Test
  void only_tracing_knows_opentelemetry() {
    check(
        noClasses()
            .that(
                resideInAPackage("dev.waybill..")
                    .and(not(resideInAPackage("dev.waybill.tracing.."))))
            .should()
            .dependOnClassesThat()
            .resideInAPackage("io.opentelemetry.."));
  }

  @Test
  void sql_stays_in_persistence_and_http_serving_in_inbound() {
    check(
        noClasses()
            .that(
                resideInAPackage("dev.waybill..")
                    .and(not(resideInAPackage("dev.waybill.persistence.."))))
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                "java.sql..", "javax.sql..", "org.jdbi..", "org.postgresql..", "com.zaxxer.."));
    check(
        noClasses()
            .that(
                resideInAPackage("dev.waybill..")
                    .and(not(resideInAPackage("dev.waybill.inbound.."))))
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("io.javalin..", "org.eclipse.jetty..", "jakarta.servlet.."));
  }

  /** The rules themselves must be able to fail. */
  @Test
  void a_rule_that_is_broken_is_reported() {
    var broken =
        noClasses()
            .that()
            .resideInAPackage("dev.waybill.persistence..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("org.jdbi..");
    assertThatThrownBy(() -> check(broken)).isInstanceOf(AssertionError.class);
  }

  private static void check(ArchRule rule) {
    rule.check(CLASSES);
  }
}
