package dev.sluice.it;

import com.sun.source.tree.ClassTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.VariableTree;
import com.sun.source.util.TreeScanner;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** The names that sources give: of types, methods, fields, parameters and variables. */
final class Identifiers extends TreeScanner<Void, Void> {
    private final Set<String> names = new TreeSet<>();

    private Identifiers() {}

    static Set<String> in(List<Path> files) {
        Identifiers found = new Identifiers();
        for (CompilationUnitTree unit : JavaSources.parse(files)) {
            found.scan(unit, null);
        }
        return found.names;
    }

    @Override
    public Void visitClass(ClassTree type, Void none) {
        names.add(type.getSimpleName().toString());
        return super.visitClass(type, null);
    }

    @Override
    public Void visitMethod(MethodTree method, Void none) {
        names.add(method.getName().toString());
        return super.visitMethod(method, null);
    }

    @Override
    public Void visitVariable(VariableTree variable, Void none) {
        names.add(variable.getName().toString());
        return super.visitVariable(variable, null);
    }
}
