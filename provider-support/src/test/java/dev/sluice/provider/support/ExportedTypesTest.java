package dev.sluice.provider.support;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.provider.Incubating;
import java.lang.module.ModuleDescriptor.Requires.Modifier;
import java.lang.reflect.Executable;
import java.lang.reflect.Field;
import java.lang.reflect.Type;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What other modules see of this one. */
final class ExportedTypesTest {
    @Test
    void areMarkedAsIncubating() throws Exception {
        assertThat(exportedTypes())
                .hasSizeGreaterThan(10)
                .allSatisfy(type -> assertThat(type.isAnnotationPresent(Incubating.class))
                        .as(type.getName())
                        .isTrue());
    }

    @Test
    void nameNoTypeOfAJsonLibrary() throws Exception {
        assertThat(exportedTypes().stream().flatMap(ExportedTypesTest::signatures))
                .noneMatch(name -> name.contains("jakarta.json") || name.contains("dev.sluice.json"));
        assertThat(ApiClient.class.getModule().getDescriptor().requires())
                .filteredOn(each -> each.modifiers().contains(Modifier.TRANSITIVE))
                .singleElement()
                .matches(each -> each.name().equals("dev.sluice.provider"));
    }

    private static List<Class<?>> exportedTypes() throws Exception {
        Path classes = Path.of(ApiClient.class
                .getProtectionDomain()
                .getCodeSource()
                .getLocation()
                .toURI());
        String own = ApiClient.class.getPackageName();
        try (Stream<Path> files = Files.list(classes.resolve(own.replace('.', '/')))) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> name.matches("\\w+\\.class"))
                    .map(name -> own + "." + name.substring(0, name.length() - ".class".length()))
                    .<Class<?>>map(ExportedTypesTest::load)
                    .filter(type -> java.lang.reflect.Modifier.isPublic(type.getModifiers()))
                    .toList();
        }
    }

    private static Class<?> load(String name) {
        try {
            return Class.forName(name, false, ExportedTypesTest.class.getClassLoader());
        } catch (ClassNotFoundException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Stream<String> signatures(Class<?> type) {
        Stream<Type> fields = Arrays.stream(type.getFields()).map(Field::getGenericType);
        Stream<Type> constructors = Arrays.stream(type.getConstructors()).flatMap(ExportedTypesTest::types);
        Stream<Type> methods = Arrays.stream(type.getMethods())
                .flatMap(method -> Stream.concat(types(method), Stream.of(method.getGenericReturnType())));
        return Stream.of(fields, constructors, methods).flatMap(each -> each).map(Type::getTypeName);
    }

    private static Stream<Type> types(Executable member) {
        return Stream.concat(
                Arrays.stream(member.getGenericParameterTypes()), Arrays.stream(member.getGenericExceptionTypes()));
    }
}
