package dev.sluice.provider.testkit.copilot;

import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** The issued device codes of the OAuth 2.0 device flow (RFC 8628). Thread-safe. */
final class DeviceCodes {

    static final Duration LIFETIME = Duration.ofMinutes(15);

    private static final String LETTERS = "BCDFGHJKLMNPQRSTVWXZ";
    private static final SecureRandom RANDOM = new SecureRandom();

    private enum Decision {
        NONE,
        APPROVED,
        DENIED
    }

    /** What a poll finds. */
    enum PollResult {
        PENDING,
        TOO_FAST,
        EXPIRED,
        DENIED,
        UNKNOWN,
        APPROVED
    }

    /** A new code, as returned to the client. */
    record Issued(String deviceCode, String userCode, long interval) {}

    /** The answer to a poll; the interval counts after {@link PollResult#TOO_FAST}. */
    record Poll(PollResult result, long interval) {}

    private static final class Code {
        private final String deviceCode = SimulatedCredentials.hex(20);
        private final String userCode = letters() + "-" + letters();
        private final String clientId;
        private Instant expiresAt;
        private Instant nextPoll = Instant.MIN;
        private long interval;
        private Decision decision = Decision.NONE;

        private Code(String clientId, Instant expiresAt, long interval) {
            this.clientId = clientId;
            this.expiresAt = expiresAt;
            this.interval = interval;
        }

        private static String letters() {
            StringBuilder letters = new StringBuilder(4);
            for (int i = 0; i < 4; i++) {
                letters.append(LETTERS.charAt(RANDOM.nextInt(LETTERS.length())));
            }
            return letters.toString();
        }
    }

    private final InstantSource clock;
    private final long interval;
    private final Map<String, Code> byDeviceCode = new LinkedHashMap<>();

    DeviceCodes(InstantSource clock, Duration interval) {
        this.clock = clock;
        this.interval = interval.toSeconds();
    }

    synchronized Issued issue(String clientId) {
        Code code = new Code(clientId, clock.instant().plus(LIFETIME), interval);
        byDeviceCode.put(code.deviceCode, code);
        return new Issued(code.deviceCode, code.userCode, code.interval);
    }

    /** An approved code is used up by the poll that finds it. */
    synchronized Poll poll(String deviceCode, String clientId) {
        Code code = byDeviceCode.get(deviceCode);
        if (code == null || !code.clientId.equals(clientId)) {
            return new Poll(PollResult.UNKNOWN, interval);
        }
        Instant now = clock.instant();
        if (!now.isBefore(code.expiresAt)) {
            return new Poll(PollResult.EXPIRED, code.interval);
        }
        if (now.isBefore(code.nextPoll)) {
            code.interval += 5;
            code.nextPoll = now.plusSeconds(code.interval);
            return new Poll(PollResult.TOO_FAST, code.interval);
        }
        code.nextPoll = now.plusSeconds(code.interval);
        return new Poll(
                switch (code.decision) {
                    case NONE -> PollResult.PENDING;
                    case DENIED -> PollResult.DENIED;
                    case APPROVED -> {
                        byDeviceCode.remove(deviceCode);
                        yield PollResult.APPROVED;
                    }
                },
                code.interval);
    }

    synchronized boolean decide(String userCode, boolean approved) {
        Optional<Code> code = pending(userCode);
        code.ifPresent(found -> found.decision = approved ? Decision.APPROVED : Decision.DENIED);
        return code.isPresent();
    }

    synchronized boolean expire(String userCode) {
        Optional<Code> code = pending(userCode);
        code.ifPresent(found -> found.expiresAt = clock.instant());
        return code.isPresent();
    }

    synchronized List<String> pendingUserCodes() {
        Instant now = clock.instant();
        return byDeviceCode.values().stream()
                .filter(code -> code.decision == Decision.NONE && now.isBefore(code.expiresAt))
                .map(code -> code.userCode)
                .toList();
    }

    private Optional<Code> pending(String userCode) {
        String wanted = plain(userCode);
        List<String> pending = pendingUserCodes();
        return byDeviceCode.values().stream()
                .filter(code -> plain(code.userCode).equals(wanted) && pending.contains(code.userCode))
                .findFirst();
    }

    private static String plain(String userCode) {
        return userCode.replaceAll("[^A-Za-z]", "").toUpperCase(Locale.ROOT);
    }
}
