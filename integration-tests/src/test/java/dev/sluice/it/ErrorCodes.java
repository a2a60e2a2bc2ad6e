package dev.sluice.it;

import com.sun.source.tree.ClassTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.ConditionalExpressionTree;
import com.sun.source.tree.ExpressionTree;
import com.sun.source.tree.IdentifierTree;
import com.sun.source.tree.LiteralTree;
import com.sun.source.tree.MemberSelectTree;
import com.sun.source.tree.MethodInvocationTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.NewClassTree;
import com.sun.source.tree.Tree;
import com.sun.source.tree.VariableTree;
import com.sun.source.util.TreeScanner;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import javax.lang.model.element.Modifier;

/**
 * The error codes that sources can tell: each text or constant which is given for a parameter or a record's component
 * by the name of {@code code}, or to a method of that name. A code that an upstream has sent is none of them.
 */
final class ErrorCodes {
    private final Map<String, Integer> parameters = new HashMap<>();
    private final Map<String, String> constants = new HashMap<>();
    private final Set<String> codes = new TreeSet<>();

    private ErrorCodes() {
        parameters.put(key("code", 1), 0);
    }

    static Set<String> in(List<CompilationUnitTree> sources) {
        ErrorCodes found = new ErrorCodes();
        sources.forEach(source -> found.new Declarations().scan(source, ""));
        sources.forEach(source -> found.new Uses().scan(source, ""));
        return found.codes;
    }

    private static String key(String name, int parameters) {
        return name + "/" + parameters;
    }

    /** Notes which parameters are codes, and what constants stand for. */
    private final class Declarations extends TreeScanner<Void, String> {
        @Override
        public Void visitClass(ClassTree type, String outer) {
            String name = type.getSimpleName().toString();
            if (type.getKind() == Tree.Kind.RECORD) {
                note("new " + name, components(type));
            }
            return super.visitClass(type, name);
        }

        @Override
        public Void visitMethod(MethodTree method, String type) {
            boolean constructor = method.getName().contentEquals("<init>");
            note(constructor ? "new " + type : type + "." + method.getName(), method.getParameters());
            return super.visitMethod(method, type);
        }

        @Override
        public Void visitVariable(VariableTree variable, String type) {
            if (variable.getModifiers().getFlags().contains(Modifier.STATIC)
                    && variable.getInitializer() instanceof LiteralTree literal
                    && literal.getValue() instanceof String text) {
                constants.put(type + "." + variable.getName(), text);
            }
            return super.visitVariable(variable, type);
        }

        private static List<? extends VariableTree> components(ClassTree type) {
            return type.getMembers().stream()
                    .filter(VariableTree.class::isInstance)
                    .map(VariableTree.class::cast)
                    .filter(each -> !each.getModifiers().getFlags().contains(Modifier.STATIC))
                    .toList();
        }

        private void note(String name, List<? extends VariableTree> all) {
            for (int i = 0; i < all.size(); i++) {
                VariableTree each = all.get(i);
                if (each.getName().contentEquals("code")
                        && String.valueOf(each.getType()).endsWith("String")) {
                    parameters.put(key(name, all.size()), i);
                }
            }
        }
    }

    /** Collects what is given for them. */
    private final class Uses extends TreeScanner<Void, String> {
        @Override
        public Void visitClass(ClassTree type, String outer) {
            return super.visitClass(type, type.getSimpleName().toString());
        }

        @Override
        public Void visitMethodInvocation(MethodInvocationTree call, String type) {
            String method = call.getMethodSelect().toString();
            if (call.getMethodSelect() instanceof MemberSelectTree select) {
                boolean setter = select.getIdentifier().contentEquals("code");
                take(
                        setter ? "code" : select.getExpression() + "." + select.getIdentifier(),
                        call.getArguments(),
                        type);
            } else {
                take(method.equals("this") ? "new " + type : type + "." + method, call.getArguments(), type);
            }
            return super.visitMethodInvocation(call, type);
        }

        @Override
        public Void visitNewClass(NewClassTree made, String type) {
            take("new " + made.getIdentifier(), made.getArguments(), type);
            return super.visitNewClass(made, type);
        }

        private void take(String name, List<? extends ExpressionTree> arguments, String type) {
            Integer place = parameters.get(key(name, arguments.size()));
            if (place != null) {
                take(arguments.get(place), type);
            }
        }

        private void take(ExpressionTree value, String type) {
            if (value instanceof LiteralTree literal && literal.getValue() instanceof String text && !text.isEmpty()) {
                codes.add(text);
            } else if (value instanceof ConditionalExpressionTree either) {
                take(either.getTrueExpression(), type);
                take(either.getFalseExpression(), type);
            } else if (value instanceof IdentifierTree || value instanceof MemberSelectTree) {
                String name = value instanceof IdentifierTree ? type + "." + value : value.toString();
                if (constants.containsKey(name)) {
                    codes.add(constants.get(name));
                }
            }
        }
    }
}
