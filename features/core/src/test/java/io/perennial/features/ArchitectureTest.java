package io.perennial.features;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaCodeUnitAccess;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.util.Set;

/** The core is the JDK and nothing else, computes the same on every machine, and never looks outside. */
@AnalyzeClasses(packages = "io.perennial.features", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {

    /** What Math promises bit for bit on every machine; the rest is in StrictMath. */
    private static final Set<String> EXACT = Set.of(
            "abs",
            "min",
            "max",
            "sqrt",
            "floor",
            "ceil",
            "rint",
            "floorDiv",
            "floorMod",
            "addExact",
            "subtractExact",
            "multiplyExact",
            "toIntExact");

    /** A clock, a default of the machine, or chance. */
    private static final Set<String> OUTSIDE = Set.of(
            "now",
            "systemDefault",
            "currentTimeMillis",
            "nanoTime",
            "getProperty",
            "getenv",
            "random",
            "getDefault",
            "randomUUID");

    @ArchTest
    static void the_core_depends_on_the_jdk_only(JavaClasses core) {
        classes()
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage("java..", "io.perennial.features..")
                .check(core);
    }

    @ArchTest
    static void the_core_does_no_input_or_output(JavaClasses core) {
        noClasses()
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("java.io..", "java.nio.file..", "java.nio.channels..", "java.net..", "java.sql..")
                .check(core);
    }

    @ArchTest
    static void arrows_between_packages_point_one_way(JavaClasses core) {
        layeredArchitecture()
                .consideringOnlyDependenciesInLayers()
                .layer("event")
                .definedBy("io.perennial.features.event")
                .layer("time")
                .definedBy("io.perennial.features.time")
                .layer("ledger")
                .definedBy("io.perennial.features.ledger")
                .layer("outcome")
                .definedBy("io.perennial.features.outcome")
                .layer("feature")
                .definedBy("io.perennial.features.feature")
                .layer("profile")
                .definedBy("io.perennial.features.profile")
                .whereLayer("event")
                .mayNotAccessAnyLayer()
                .whereLayer("time")
                .mayNotAccessAnyLayer()
                .whereLayer("ledger")
                .mayOnlyAccessLayers("event")
                .whereLayer("outcome")
                .mayOnlyAccessLayers("event", "time", "ledger")
                .whereLayer("feature")
                .mayOnlyAccessLayers("event", "time", "ledger", "outcome")
                .whereLayer("profile")
                .mayOnlyAccessLayers("feature", "outcome")
                .check(core);
    }

    @ArchTest
    static void mathematics_is_the_same_on_every_machine(JavaClasses core) {
        classes()
                .should(notCall("a method of Math that machines may round differently", Math.class, EXACT))
                .check(core);
    }

    @ArchTest
    static void nothing_reads_a_clock_a_default_of_the_machine_or_chance(JavaClasses core) {
        classes().should(notCallAny(OUTSIDE)).check(core);
    }

    private static ArchCondition<JavaClass> notCall(String what, Class<?> owner, Set<String> allowed) {
        return new ArchCondition<>("not call " + what) {
            @Override
            public void check(JavaClass item, ConditionEvents events) {
                for (JavaCodeUnitAccess<?> call : item.getCodeUnitAccessesFromSelf()) {
                    if (call.getTargetOwner().isEquivalentTo(owner) && !allowed.contains(call.getName())) {
                        events.add(SimpleConditionEvent.violated(item, call.getDescription()));
                    }
                }
            }
        };
    }

    private static ArchCondition<JavaClass> notCallAny(Set<String> methods) {
        return new ArchCondition<>("not look outside the core") {
            @Override
            public void check(JavaClass item, ConditionEvents events) {
                for (JavaCodeUnitAccess<?> call : item.getCodeUnitAccessesFromSelf()) {
                    boolean ours = call.getTargetOwner().getPackageName().startsWith("io.perennial");
                    if (!ours && methods.contains(call.getName())) {
                        events.add(SimpleConditionEvent.violated(item, call.getDescription()));
                    }
                }
            }
        };
    }
}
