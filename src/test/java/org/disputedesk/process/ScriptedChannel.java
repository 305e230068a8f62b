package org.disputedesk.process;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.disputedesk.evidence.ErasedWithCase;
import org.disputedesk.outbox.OutboxChannel;
import org.disputedesk.outbox.OutboxItem;
import org.disputedesk.outbox.OutboxState;
import org.jspecify.annotations.Nullable;

/** A real way out that fails as often as a story wants before it does what it always does. */
final class ScriptedChannel implements OutboxChannel, ErasedWithCase {

    private final OutboxChannel real;
    private final Script script;

    ScriptedChannel(OutboxChannel real, Script script) {
        this.real = real;
        this.script = script;
    }

    /** How the next attempts end. */
    static final class Script {

        private final Deque<Delivery> next = new ArrayDeque<>();

        void nextAttemptsEnd(Delivery... deliveries) {
            next.addAll(List.of(deliveries));
        }

        void forget() {
            next.clear();
        }
    }

    @Override
    public String name() {
        return real.name();
    }

    @Override
    public Delivery deliver(OutboxItem item) throws Exception {
        Delivery scripted = script.next.poll();
        return scripted == null ? real.deliver(item) : scripted;
    }

    @Override
    public Found find(OutboxItem item) throws Exception {
        return real.find(item);
    }

    @Override
    public void handled(OutboxItem item, OutboxState state, @Nullable String why) {
        real.handled(item, state, why);
    }

    @Override
    public void erase(String caseNumber) {
        if (real instanceof ErasedWithCase keeper) {
            keeper.erase(caseNumber);
        }
    }
}
