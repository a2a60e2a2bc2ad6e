package dev.sluice.provider.copilot.chat;

import dev.sluice.json.JsonEdits;
import dev.sluice.json.JsonSpan;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The members of one object, of which some may go. Commas go with them. */
public final class Members {
    private final List<Member> members = new ArrayList<>();

    /**
     * Adds the next member, which stays unless it is dropped.
     *
     * @param nameStart the offset of its name
     * @param value its value
     * @return the member
     */
    public Member add(int nameStart, JsonSpan value) {
        Member member = new Member(nameStart, value);
        members.add(member);
        return member;
    }

    /**
     * Takes the dropped members out, each run of them in one piece.
     *
     * @param edits where that is noted
     */
    public void removeDropped(JsonEdits edits) {
        Member kept = null;
        Member firstDropped = null;
        Member lastDropped = null;
        for (Member member : members) {
            if (member.dropped) {
                firstDropped = firstDropped == null ? member : firstDropped;
                lastDropped = member;
            } else {
                if (firstDropped != null) {
                    edits.remove(new JsonSpan(firstDropped.nameStart, member.nameStart));
                    firstDropped = null;
                }
                kept = member;
            }
        }
        if (firstDropped != null && lastDropped != null) {
            int from = kept == null ? firstDropped.nameStart : kept.value.end();
            edits.remove(new JsonSpan(from, lastDropped.value.end()));
        }
    }

    /** A name with its value. */
    public static final class Member {
        private final int nameStart;
        private final JsonSpan value;
        private boolean dropped;

        private Member(int nameStart, JsonSpan value) {
            this.nameStart = nameStart;
            this.value = value;
        }

        JsonSpan value() {
            return value;
        }

        /** From the name to just before the value. */
        JsonSpan nameAndColon() {
            return new JsonSpan(nameStart, value.start());
        }

        /**
         * Marks a member as one that goes.
         *
         * @param member the member, if there is one
         */
        public static void drop(@Nullable Member member) {
            if (member != null) {
                member.dropped = true;
            }
        }
    }
}
