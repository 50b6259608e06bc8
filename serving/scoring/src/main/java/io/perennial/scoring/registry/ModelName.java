package io.perennial.scoring.registry;

import io.perennial.scoring.registry.RegistryException.Kind;
import java.util.regex.Pattern;

/** The rules for the only texts that ever become part of a path: names of models and of their files. */
final class ModelName {

    private static final Pattern MODEL = Pattern.compile("[a-z][a-z0-9-]{0,62}");
    private static final Pattern FILE = Pattern.compile("(origin/)?[a-z0-9][a-z0-9_-]*(\\.[a-z0-9]+)*");

    private ModelName() {}

    static boolean isValid(String name) {
        return MODEL.matcher(name).matches();
    }

    static String check(String name) {
        if (!isValid(name)) {
            throw new RegistryException(
                    Kind.REFUSED,
                    "model name '" + shown(name) + "' is not [a-z][a-z0-9-]{0,62}; use lower case such as churn");
        }
        return name;
    }

    static String checkFile(String file) {
        if (file.length() > 128 || !FILE.matcher(file).matches()) {
            throw new RegistryException(
                    Kind.REFUSED,
                    "file name '" + shown(file) + "' of a version is not [a-z0-9_-] with dots inside,"
                            + " at most one level down in origin/");
        }
        return file;
    }

    private static String shown(String text) {
        String printable = text.replaceAll("\\p{Cntrl}", "?");
        return printable.length() <= 80 ? printable : printable.substring(0, 80) + "...";
    }
}
