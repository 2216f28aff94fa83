package io.septet.acceptance.faults;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * One fault run for all tests: it begins when the first of them asks for it and is closed after the
 * last.
 */
final class OneFaultRun implements ParameterResolver {
    private static final Path FOLDER = Path.of("target/faults").toAbsolutePath();

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext test) {
        return parameter.getParameter().getType() == FaultRun.class;
    }

    @Override
    public FaultRun resolveParameter(ParameterContext parameter, ExtensionContext test) {
        return test.getRoot()
                .getStore(ExtensionContext.Namespace.create(OneFaultRun.class))
                .computeIfAbsent(FaultRun.class, any -> begin(), FaultRun.class);
    }

    private static FaultRun begin() {
        try {
            removeOld();
            return FaultRun.begin(FOLDER, Plan.fromSystem());
        } catch (IOException e) {
            throw new IllegalStateException("The run did not begin", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("The run did not begin", e);
        }
    }

    private static void removeOld() throws IOException {
        if (Files.exists(FOLDER)) {
            try (var files = Files.walk(FOLDER)) {
                for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(file);
                }
            }
        }
    }
}
