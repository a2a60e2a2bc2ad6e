package dev.sluice.it;

import static com.tngtech.archunit.base.DescribedPredicate.alwaysTrue;
import static com.tngtech.archunit.core.domain.JavaCall.Predicates.target;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.name;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.nameMatching;
import static com.tngtech.archunit.core.domain.properties.HasOwner.Predicates.With.owner;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.io.IOException;
import java.lang.module.ModuleDescriptor;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Holds the rules of {@code docs/architecture.md} against the classes that were built. */
final class ArchitectureTest {
    private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();
    private static final List<String> MODULES = List.of(
            "provider-api",
            "json",
            "dialects",
            "token-store",
            "upstream-client",
            "provider-testkit",
            "provider-support",
            "provider-copilot",
            "provider-openai",
            "provider-anthropic",
            "provider-google",
            "gateway-server",
            "demo");

    /** Modules that provide models, by the last part of their package. */
    private static final List<String> PROVIDERS = List.of("copilot", "openai", "anthropic", "google");

    /** What is used for one thing, and where: by the beginning of its packages, the packages that use it. */
    private static final Map<String, List<String>> LIBRARIES = Map.of(
            "io.helidon.webserver",
            gateway("", ".admin", ".api", ".auth", ".connection", ".endpoints", ".health", ".http", ".request"),
            "io.helidon.config",
            gateway("", ".config"),
            "io.helidon.faulttolerance",
            List.of("dev.sluice.gateway.resilience", "dev.sluice.provider.copilot.api"),
            "io.helidon.metrics",
            gateway("", ".endpoints", ".limits", ".metrics", ".provider", ".resilience"),
            "jakarta.json",
            Stream.concat(
                            gateway(".admin", ".api", ".auth", ".health", ".routing", ".text").stream(),
                            Stream.of("dev.sluice.provider.copilot.auth", "dev.sluice.provider.testkit.."))
                    .toList());

    private static JavaClasses built;

    @BeforeAll
    static void readClasses() {
        built = new ClassFileImporter()
                .importPaths(MODULES.stream()
                        .map(module -> ROOT.resolve(module).resolve("target/classes"))
                        .toArray(Path[]::new));
        assertThat(built.size()).isGreaterThan(200);
    }

    @Test
    void everyModuleIsNamedAndOpensNothing() throws IOException {
        for (String module : MODULES) {
            ModuleDescriptor descriptor = descriptor(module);
            assertThat(descriptor.name()).startsWith("dev.sluice.");
            assertThat(descriptor.isOpen()).isFalse();
        }
    }

    @Test
    void theSpiNeedsNothingButTheJdk() throws IOException {
        Set<String> needed = descriptor("provider-api").requires().stream()
                .filter(each -> !each.modifiers().contains(ModuleDescriptor.Requires.Modifier.STATIC))
                .map(ModuleDescriptor.Requires::name)
                .collect(Collectors.toSet());
        assertThat(needed).containsExactly("java.base");
    }

    @Test
    void theGatewayKnowsNoProviderByName() throws IOException {
        noClasses()
                .that()
                .resideInAPackage("dev.sluice.gateway..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(Stream.concat(PROVIDERS.stream(), Stream.of("support"))
                        .map(provider -> "dev.sluice.provider." + provider + "..")
                        .toArray(String[]::new))
                .check(built);
        for (String provider : PROVIDERS) {
            assertThat(Files.readString(ROOT.resolve("gateway-server/pom.xml"))).doesNotContain("provider-" + provider);
        }
    }

    @Test
    void aProviderKnowsNeitherTheGatewayNorWhereTokensLieNorAnother() throws IOException {
        for (String provider : PROVIDERS) {
            noClasses()
                    .that()
                    .resideInAPackage("dev.sluice.provider." + provider + "..")
                    .should()
                    .dependOnClassesThat()
                    .resideInAnyPackage("dev.sluice.gateway..", "dev.sluice.tokenstore..", "dev.sluice.upstream..")
                    .orShould()
                    .dependOnClassesThat()
                    .resideInAnyPackage(PROVIDERS.stream()
                            .filter(other -> !other.equals(provider))
                            .map(other -> "dev.sluice.provider." + other + "..")
                            .toArray(String[]::new))
                    .check(built);
            assertThat(descriptor("provider-" + provider).exports()).isEmpty();
        }
    }

    @Test
    void providerSupportKnowsNoProviderAndIsExportedToEveryone() throws IOException {
        noClasses()
                .that()
                .resideInAPackage("dev.sluice.provider.support..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(PROVIDERS.stream()
                        .map(provider -> "dev.sluice.provider." + provider + "..")
                        .toArray(String[]::new))
                .check(built);
        assertThat(descriptor("provider-support").exports()).singleElement().matches(each -> !each.isQualified());
    }

    @Test
    void noDialectKnowsAnother() {
        slices().matching("dev.sluice.dialects.(*)..")
                .should()
                .notDependOnEachOther()
                .ignoreDependency(
                        alwaysTrue(), resideInAnyPackage("dev.sluice.dialects.form", "dev.sluice.dialects.json"))
                .check(built);
    }

    @Test
    void packagesHaveNoCycles() {
        slices().matching("dev.sluice.(**)").should().beFreeOfCycles().check(built);
    }

    @Test
    void nobodyUsesThreadLocalsOrTheOldLogging() {
        noClasses()
                .that()
                .resideInAPackage("dev.sluice..")
                .and()
                .resideOutsideOfPackage("dev.sluice.gateway.logging..")
                .should()
                .dependOnClassesThat()
                .haveFullyQualifiedName("java.lang.ThreadLocal")
                .orShould()
                .dependOnClassesThat()
                .resideInAPackage("java.util.logging..")
                .check(built);
    }

    @Test
    void onlyProgramsWriteToStandardStreams() {
        noClasses()
                .that()
                .resideOutsideOfPackages("dev.sluice.demo..", "dev.sluice.gateway")
                .should()
                .accessField(System.class, "out")
                .orShould()
                .accessField(System.class, "err")
                .check(built);
    }

    @Test
    void onlyProgramsEndTheProcess() {
        noClasses()
                .that()
                .resideOutsideOfPackages("dev.sluice.demo..", "dev.sluice.gateway", "dev.sluice.gateway.health")
                .should()
                .callMethod(System.class, "exit", int.class)
                .check(built);
    }

    @Test
    void librariesAreUsedWhereTheyAreNamedAndNowhereElse() {
        LIBRARIES.forEach((library, users) -> noClasses()
                .that()
                .resideInAPackage("dev.sluice..")
                .and()
                .resideOutsideOfPackages(users.toArray(String[]::new))
                .should()
                .dependOnClassesThat()
                .resideInAPackage(library + "..")
                .check(built));
    }

    @Test
    void everyLibraryIsUsedInEachPackageThatIsNamedForIt() {
        LIBRARIES.forEach((library, users) -> users.forEach(user -> assertThat(built.stream()
                        .filter(resideInAPackage(user))
                        .flatMap(each -> each.getDirectDependenciesFromSelf().stream())
                        .map(dependency -> dependency.getTargetClass().getPackageName() + "."))
                .as(library + " in " + user)
                .anyMatch(used -> used.startsWith(library + "."))));
    }

    @Test
    void nothingGoesByAnEmptyConfiguration() {
        noClasses()
                .should()
                .callMethodWhere(target(name("empty"))
                        .and(target(owner(nameMatching("io\\.helidon\\.(common\\.)?config\\.Config")))))
                .check(built);
    }

    private static List<String> gateway(String... packages) {
        return Stream.of(packages).map(each -> "dev.sluice.gateway" + each).toList();
    }

    private static ModuleDescriptor descriptor(String module) throws IOException {
        try (Stream<Path> files = Files.list(ROOT.resolve(module).resolve("target/classes"))) {
            Path info = files.filter(file -> file.endsWith("module-info.class"))
                    .findFirst()
                    .orElseThrow();
            try (var in = Files.newInputStream(info)) {
                return ModuleDescriptor.read(in);
            }
        }
    }
}
