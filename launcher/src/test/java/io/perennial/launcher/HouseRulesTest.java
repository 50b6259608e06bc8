package io.perennial.launcher;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaCodeUnit;
import com.tngtech.archunit.core.domain.JavaCodeUnitAccess;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The arrows between modules and packages, and the words no class may bear, over the compiled classes of all. */
class HouseRulesTest {

    private static final Path ROOT = Path.of(System.getProperty("perennial.root"));

    private static final List<String> MODULES = List.of(
            "features/core",
            "launcher/command",
            "features/simulator",
            "features/spark",
            "serving/scoring",
            "serving/http",
            "serving/spark",
            "training/core",
            "training/spark",
            "launcher");

    private static final Set<String> TRANSCENDENTAL = Set.of(
            "sin", "cos", "tan", "asin", "acos", "atan", "atan2", "sinh", "cosh", "tanh", "exp", "expm1", "log",
            "log10", "log1p", "pow", "cbrt", "hypot");

    private static JavaClasses house;

    @BeforeAll
    static void read_every_module() {
        house = new ClassFileImporter()
                .importPaths(MODULES.stream().map(HouseRulesTest::compiled).toList());
    }

    @Test
    void scoring_is_pure_java_over_the_features() {
        classes()
                .that()
                .resideInAPackage("io.perennial.scoring..")
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage(
                        "java..",
                        "io.perennial.features..",
                        "io.perennial.scoring..",
                        "org.hipparchus..",
                        "com.fasterxml.jackson..")
                .check(house);
    }

    @Test
    void the_server_and_the_trainer_never_see_each_other() {
        noClasses()
                .that()
                .resideInAPackage("io.perennial.http..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "io.perennial.training..",
                        "io.perennial.mllib..",
                        "io.perennial.features.spark..",
                        "io.perennial.batch..")
                .allowEmptyShould(true)
                .check(house);
        noClasses()
                .that()
                .resideInAPackage("io.perennial.training..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "io.perennial.http..",
                        "io.perennial.mllib..",
                        "io.perennial.features.spark..",
                        "io.perennial.batch..")
                .allowEmptyShould(true)
                .check(house);
    }

    @Test
    void no_package_depends_on_itself_through_others() {
        slices().matching("io.perennial.(**)").should().beFreeOfCycles().check(house);
    }

    @Test
    void machines_agree_because_core_scoring_and_training_use_strict_math() {
        classes()
                .that()
                .resideInAnyPackage(
                        "io.perennial.features..",
                        "io.perennial.scoring..",
                        "io.perennial.training..",
                        "io.perennial.mllib..")
                .should(new CallNoTranscendentalMath())
                .check(house);
    }

    @Test
    void no_class_is_named_for_a_drawer() {
        noClasses()
                .should()
                .haveNameMatching(
                        ".*\\.(\\w*(Util|Helper|Manager|Impl|Processor|Service)s?|(Base|Abstract)\\w*)(\\$.*)?")
                .orShould()
                .resideInAnyPackage("..util..", "..utils..", "..common..", "..misc..", "..impl..")
                .check(house);
    }

    @Test
    void a_library_appears_in_no_public_signature_outside_the_package_that_adapts_it() {
        keepsInside(
                "org.apache.spark..", "io.perennial.features.spark..", "io.perennial.batch..", "io.perennial.mllib..");
        keepsInside("org.tribuo..", "io.perennial.training.tribuo..");
        keepsInside("org.nd4j..", "io.perennial.training.trend..", "io.perennial.training.lognormal..");
        keepsInside("org.deeplearning4j..", "io.perennial.training.trend..", "io.perennial.training.lognormal..");
    }

    private static void keepsInside(String library, String... adapters) {
        classes()
                .that(not(resideInAnyPackage(adapters)))
                .should(new ShowNoTypeOf(library))
                .check(house);
    }

    @Test
    void every_package_says_what_it_is_and_stands_in_the_map() throws IOException {
        String map = Files.readString(ROOT.resolve("docs/ARCHITECTURE.md"));
        for (String module : MODULES) {
            Path sources = ROOT.resolve(module).resolve("src/main/java/io/perennial");
            try (Stream<Path> files = Files.walk(sources)) {
                for (Path folder : files.filter(file -> file.toString().endsWith(".java"))
                        .map(Path::getParent)
                        .collect(Collectors.toCollection(TreeSet::new))) {
                    assertTrue(Files.exists(folder.resolve("package-info.java")), folder + " does not say what it is");
                    String name = sources.relativize(folder).toString().replace('/', '.');
                    String last = name.substring(name.lastIndexOf('.') + 1);
                    assertTrue(
                            map.contains('`' + name + '`') || map.contains("`." + last + '`'),
                            name + " is not in the map of docs/ARCHITECTURE.md");
                }
            }
        }
    }

    @Test
    void every_test_the_map_names_is_there() throws IOException {
        Set<String> named = Pattern.compile("`(\\w+(Test|Suite|IT))`")
                .matcher(Files.readString(ROOT.resolve("docs/ARCHITECTURE.md")))
                .results()
                .map(test -> test.group(1))
                .collect(Collectors.toCollection(TreeSet::new));
        assertTrue(named.size() > 100, named.toString());
        for (String module : MODULES) {
            try (Stream<Path> files = Files.walk(ROOT.resolve(module).resolve("src/test/java"))) {
                files.forEach(file -> named.remove(file.getFileName().toString().replace(".java", "")));
            }
        }
        assertEquals(Set.of(), named, "named by docs/ARCHITECTURE.md, but nowhere");
    }

    @Test
    void every_module_was_looked_at() {
        assertEquals(
                List.of(),
                MODULES.stream().filter(module -> !wasLookedAt(module)).toList(),
                "not compiled, so not checked");
    }

    /** A module the rules leave out must say so here: notebooks have tests only. */
    @Test
    void every_module_of_the_build_is_listed() throws IOException {
        Matcher listed = Pattern.compile("<module>(.+?)</module>").matcher(Files.readString(ROOT.resolve("pom.xml")));
        Set<String> built =
                listed.results().map(module -> module.group(1)).collect(Collectors.toCollection(TreeSet::new));
        built.remove("notebooks");
        assertEquals(new TreeSet<>(MODULES), built);
    }

    private static boolean wasLookedAt(String module) {
        Path classes = compiled(module);
        return Files.isDirectory(classes)
                && house.stream()
                        .flatMap(item -> item.getSource().stream())
                        .anyMatch(source -> source.getUri().getPath().startsWith(classes + "/"));
    }

    private static Path compiled(String module) {
        return ROOT.toAbsolutePath()
                .normalize()
                .resolve(module)
                .resolve("target")
                .resolve("classes");
    }

    private static final class CallNoTranscendentalMath extends ArchCondition<JavaClass> {

        CallNoTranscendentalMath() {
            super("call StrictMath, not Math, for transcendental functions");
        }

        @Override
        public void check(JavaClass item, ConditionEvents events) {
            for (JavaCodeUnitAccess<?> call : accesses(item)) {
                if (call.getTargetOwner().isEquivalentTo(Math.class)
                        && TRANSCENDENTAL.contains(call.getTarget().getName())) {
                    events.add(SimpleConditionEvent.violated(item, call.getDescription()));
                }
            }
        }
    }

    /** Calls, and references such as {@code Math::log}. */
    private static Set<JavaCodeUnitAccess<?>> accesses(JavaClass item) {
        Set<JavaCodeUnitAccess<?>> accesses = new HashSet<>(item.getMethodCallsFromSelf());
        accesses.addAll(item.getMethodReferencesFromSelf());
        return accesses;
    }

    /** Public and protected methods and constructors of public classes. */
    private static final class ShowNoTypeOf extends ArchCondition<JavaClass> {

        private final String library;

        ShowNoTypeOf(String library) {
            super("show no type of " + library + " in a public signature");
            this.library = library;
        }

        @Override
        public void check(JavaClass item, ConditionEvents events) {
            if (!item.getModifiers().contains(JavaModifier.PUBLIC)) {
                return;
            }
            for (JavaCodeUnit unit : item.getCodeUnits()) {
                if (isVisible(unit) && shows(unit)) {
                    events.add(SimpleConditionEvent.violated(item, unit.getDescription()));
                }
            }
        }

        private static boolean isVisible(JavaCodeUnit unit) {
            return unit.getModifiers().contains(JavaModifier.PUBLIC)
                    || unit.getModifiers().contains(JavaModifier.PROTECTED);
        }

        private boolean shows(JavaCodeUnit unit) {
            return Stream.concat(unit.getRawParameterTypes().stream(), Stream.of(unit.getRawReturnType()))
                    .anyMatch(resideInAnyPackage(library));
        }
    }
}
