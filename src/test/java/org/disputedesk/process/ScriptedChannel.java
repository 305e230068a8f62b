package org.disputedesk.process;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import org.disputedesk.evidence.ErasedWithCase;
import org.disputedesk.letter.LetterRoute;
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
        private Optional<LetterRoute.Route> route = Optional.empty();

        /** From now on buyers have written by mail, from addresses of the marketplace. */
        void lettersGoByMail(Duration takeBack) {
            route = Optional.of(new LetterRoute.Route(
                    "mail",
                    "a1b2c3d4e5f6g7h@marketplace.amazon.co.jp",
                    "<0101@eu-west-1.amazonses.com>",
                    List.of(),
                    "お問い合わせ",
                    takeBack));
        }

        Optional<LetterRoute.Route> route() {
            return route;
        }

        void nextAttemptsEnd(Delivery... deliveries) {
            next.addAll(List.of(deliveries));
        }

        void forget() {
            next.clear();
            route = Optional.empty();
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
