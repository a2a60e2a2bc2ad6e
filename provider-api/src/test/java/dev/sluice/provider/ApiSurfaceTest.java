package dev.sluice.provider;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.reflect.AccessFlag;
import java.lang.reflect.Constructor;
import java.lang.reflect.Executable;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.Type;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * Compares the exported API with {@code api-surface.txt}, so that no change to it goes unnoticed. Run
 * with {@code -Dsurface.update=true} to accept a change that is meant.
 */
final class ApiSurfaceTest {
    private static final Path SNAPSHOT = Path.of("src/test/resources/api-surface.txt");

    @Test
    void isTheOneThatWasMeant() throws Exception {
        String surface = exportedTypes().stream().map(ApiSurfaceTest::render).collect(Collectors.joining("\n"));
        if (Boolean.getBoolean("surface.update")) {
            Files.writeString(SNAPSHOT, surface);
        }
        assertThat(surface)
                .as("a change of the SPI that is meant is accepted with -Dsurface.update=true")
                .isEqualTo(Files.readString(SNAPSHOT));
    }

    @Test
    void saysOfEachTypeWhetherItIsStable() throws Exception {
        assertThat(exportedTypes())
                .filteredOn(type -> type.getEnclosingClass() == null)
                .allSatisfy(type -> assertThat(type.isAnnotationPresent(Stable.class))
                        .as(type.getName())
                        .isNotEqualTo(type.isAnnotationPresent(Incubating.class)));
    }

    @Test
    void hasTheVersionThatProvidersAreCheckedAgainst() {
        assertThat(ProviderFactory.class.getModule().getDescriptor().rawVersion())
                .hasValueSatisfying(version -> assertThat(version).startsWith("1.1."));
    }

    private static List<Class<?>> exportedTypes() throws Exception {
        URI classes = ProviderFactory.class
                .getProtectionDomain()
                .getCodeSource()
                .getLocation()
                .toURI();
        List<Class<?>> types = new ArrayList<>();
        for (String file : classFiles(Path.of(classes))) {
            Class<?> type = Class.forName("dev.sluice.provider." + file, false, ApiSurfaceTest.class.getClassLoader());
            if (Modifier.isPublic(type.getModifiers())) {
                types.add(type);
            }
        }
        assertThat(types).hasSizeGreaterThan(20);
        return types;
    }

    private static List<String> classFiles(Path classes) throws IOException {
        try (Stream<Path> files = Files.list(classes.resolve("dev/sluice/provider"))) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> name.endsWith(".class") && !name.equals("package-info.class"))
                    .map(name -> name.substring(0, name.length() - ".class".length()))
                    .sorted()
                    .toList();
        }
    }

    private static String render(Class<?> type) {
        StringBuilder text = new StringBuilder();
        text.append(Modifier.toString(type.getModifiers() & ~Modifier.INTERFACE & ~Modifier.ABSTRACT))
                .append(type.isSealed() ? " sealed " : " ")
                .append(
                        type.isRecord()
                                ? "record "
                                : type.isEnum() ? "enum " : type.isInterface() ? "interface " : "class ")
                .append(type.getName());
        Stream.concat(
                        Stream.ofNullable(type.getGenericSuperclass()).filter(parent -> parent != Object.class),
                        Arrays.stream(type.getGenericInterfaces()))
                .forEach(parent -> text.append(" : ").append(parent.getTypeName()));
        if (type.isSealed()) {
            text.append(" permits ")
                    .append(Arrays.stream(type.getPermittedSubclasses())
                            .map(Class::getSimpleName)
                            .sorted()
                            .collect(Collectors.joining(", ")));
        }
        text.append(mark(type)).append('\n');
        members(type)
                .sorted()
                .forEach(member -> text.append("  ").append(member).append('\n'));
        return text.toString();
    }

    private static String mark(Class<?> type) {
        Stable stable = type.getAnnotation(Stable.class);
        Incubating incubating = type.getAnnotation(Incubating.class);
        return (stable == null ? "" : " stable since " + stable.since())
                + (incubating == null ? "" : " incubating since " + incubating.since());
    }

    private static Stream<String> members(Class<?> type) {
        Stream<String> fields = Arrays.stream(type.getDeclaredFields())
                .filter(ApiSurfaceTest::visible)
                .map(Field::toGenericString);
        Stream<String> constructors = Arrays.stream(type.getDeclaredConstructors())
                .filter(ApiSurfaceTest::visible)
                .map(Constructor::toGenericString);
        Stream<String> methods = Arrays.stream(type.getDeclaredMethods())
                .filter(ApiSurfaceTest::visible)
                .map(ApiSurfaceTest::signature);
        return Stream.of(fields, constructors, methods).flatMap(each -> each);
    }

    private static String signature(Method method) {
        String parameters = Arrays.stream(method.getGenericParameterTypes())
                .map(Type::getTypeName)
                .collect(Collectors.joining(", "));
        String standing = method.isAnnotationPresent(Deprecated.class) ? "deprecated " : "";
        String kind = method.isDefault() ? "default " : Modifier.isStatic(method.getModifiers()) ? "static " : "";
        String abstraction = Modifier.isAbstract(method.getModifiers()) ? "abstract " : "";
        return standing + kind + abstraction + method.getGenericReturnType().getTypeName() + " " + method.getName()
                + "(" + parameters + ")";
    }

    private static boolean visible(Executable member) {
        return Modifier.isPublic(member.getModifiers())
                && !member.accessFlags().contains(AccessFlag.SYNTHETIC)
                && !member.accessFlags().contains(AccessFlag.BRIDGE);
    }

    private static boolean visible(Field member) {
        return Modifier.isPublic(member.getModifiers());
    }
}
