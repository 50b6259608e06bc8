package io.perennial.http;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** The walls of this module. */
@AnalyzeClasses(packages = "io.perennial.http", importOptions = ImportOption.DoNotIncludeTests.class)
class ServerArchitectureTest {

    @ArchTest
    static final ArchRule only_web_knows_the_http_library = noClasses()
            .that()
            .resideOutsideOfPackage("io.perennial.http.web")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("io.javalin..", "org.eclipse.jetty..", "jakarta.servlet..");

    @ArchTest
    static final ArchRule only_the_store_knows_where_events_are_kept = noClasses()
            .that()
            .resideOutsideOfPackage("io.perennial.http.store")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("org.h2..", "org.postgresql..", "com.zaxxer..", "java.sql..");

    @ArchTest
    static final ArchRule only_routes_count = noClasses()
            .that()
            .resideOutsideOfPackage("io.perennial.http.routes")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("io.micrometer..");

    @ArchTest
    static final ArchRule nothing_is_deserialized_by_java =
            noClasses().should().dependOnClassesThat().haveFullyQualifiedName("java.io.ObjectInputStream");
}
