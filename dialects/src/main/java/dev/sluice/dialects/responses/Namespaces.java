package dev.sluice.dialects.responses;

import dev.sluice.json.JsonNode;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;

/**
 * Tools that the caller groups by namespace. Models know them by one name, namespace and all; the caller wants both
 * apart again.
 */
final class Namespaces {
    private static final String SEPARATOR = "__";
    private static final int LONGEST = 64;
    private static final int KEPT = LONGEST - 9;

    private final Map<String, Member> members;

    private Namespaces(Map<String, Member> members) {
        this.members = members;
    }

    /** A tool as the caller knows it. */
    record Member(String namespace, String name) {}

    /** Finds those of a request that has been read before. */
    static Namespaces of(JsonNode request) {
        Map<String, Member> members = new HashMap<>();
        for (JsonNode group : request.get("tools")) {
            if (group.get("type").says("namespace")) {
                String namespace = group.get("name").string("");
                for (JsonNode tool : group.get("tools")) {
                    String name = tool.get("name").string("");
                    members.put(flat(namespace, name), new Member(namespace, name));
                }
            }
        }
        return new Namespaces(members);
    }

    /** Returns what the caller calls a tool that is in a namespace. */
    Optional<Member> member(String flat) {
        return Optional.ofNullable(members.get(flat));
    }

    static String flat(Optional<String> namespace, String name) {
        return namespace
                .filter(group -> !group.isEmpty())
                .map(group -> flat(group, name))
                .orElse(name);
    }

    /** Joins both names; what is too long for most models is cut and told apart by a hash of the whole. */
    static String flat(String namespace, String name) {
        String whole = namespace + SEPARATOR + name;
        return whole.length() <= LONGEST
                ? whole
                : whole.substring(0, KEPT) + "_" + HexFormat.of().toHexDigits(whole.hashCode());
    }
}
