package dev.sluice.gateway.config;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A model's id that the configuration leads to.
 *
 * @param key where it is written
 * @param place the file and the line
 * @param model the id
 * @param itself whether the key is a name that is the id as well, and so does not stand for it
 */
public record RoutingTarget(String key, String place, String model, boolean itself) {

    /** Finds all targets of names, of patterns, and the default, in the order of the documentation. */
    public static List<RoutingTarget> of(RoutingConfig routing, ConfigValues values) {
        List<RoutingTarget> targets = new ArrayList<>();
        for (VirtualModel each : routing.models()) {
            for (int i = 0; i < each.candidates().size(); i++) {
                targets.add(candidate(each, i, values));
            }
        }
        for (ModelPattern each : routing.patterns()) {
            String key = RoutingReader.PATTERNS.name() + "." + each.ids().text();
            targets.add(new RoutingTarget(key, place(values, Stream.of(key)), each.model(), false));
        }
        routing.standIn()
                .ifPresent(id -> targets.add(new RoutingTarget(
                        RoutingReader.DEFAULT_MODEL.name(),
                        place(values, Stream.of(RoutingReader.DEFAULT_MODEL.name())),
                        id,
                        false)));
        return targets;
    }

    private static RoutingTarget candidate(VirtualModel name, int index, ConfigValues values) {
        String key = RoutingReader.MODELS.name() + "." + name.id();
        String model = name.candidates().get(index).model();
        Stream<String> ways =
                Stream.of(key + "." + index, key + ".of." + index, key + ".of." + model, key + ".of", key);
        return new RoutingTarget(key, place(values, ways), model, model.equals(name.id()));
    }

    /** The way in which it is written is one of several. */
    private static String place(ConfigValues values, Stream<String> ways) {
        return ways.map(values::origin).flatMap(Optional::stream).findFirst().orElse(FileSource.NAME);
    }
}
