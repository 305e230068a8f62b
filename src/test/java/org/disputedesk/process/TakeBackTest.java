package org.disputedesk.process;

import static org.disputedesk.process.Desk.seconds;
import static org.disputedesk.process.Opening.orderNotReceived;
import static org.disputedesk.process.Staff.RIGHT_ADDRESS;
import static org.disputedesk.process.Staff.SEND;

import java.util.Random;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.locks.LockSupport;
import org.disputedesk.DeskTest;
import org.disputedesk.outbox.OutboxChannel.Delivery;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** 000-09: somebody takes a mailed letter back while the dispatcher takes it to send it; the case follows who was faster. */
@DeskTest
class TakeBackTest {

    private static final int ROUNDS = 12;

    @Autowired
    private Desk desk;

    @BeforeEach
    void morning() {
        desk.opensInTheMorning();
    }

    @AfterEach
    void night() {
        desk.closesForTheNight();
    }

    @Test
    void a_letter_is_taken_back_or_sent_and_its_case_knows_which() throws Exception {
        var random = new Random(20261127);
        ExecutorService threads = Executors.newFixedThreadPool(2);
        try {
            for (int round = 0; round < ROUNDS; round++) {
                desk.lettersGoByMail(seconds(60));
                var dispute = desk.opens(orderNotReceived())
                        .completes("Task_CheckFacts", RIGHT_ADDRESS)
                        .completes("Task_AnswerBuyer", SEND)
                        .waitsAt("Receive_LetterHandled", "Gw_Answered");
                desk.nextLettersMeet(new Delivery.Delivered());
                String caseNumber = dispute.number().value();
                String letter = desk.takeBack.waiting(caseNumber).get(0).id();
                var together = new CyclicBarrier(2);
                long hesitation = random.nextInt(40) * 1_000_000L;
                Future<Boolean> person = threads.submit(() -> {
                    together.await();
                    LockSupport.parkNanos(hesitation);
                    return desk.takeBack.takeBack(caseNumber, letter);
                });
                Future<?> dispatcher = threads.submit(() -> {
                    together.await();
                    desk.passes(seconds(60));
                    return null;
                });
                boolean isBack = person.get();
                dispatcher.get();
                desk.doWhatIsDue();
                dispute.record().has("Letter taken back", isBack ? 1 : 0).has("Letter sent", isBack ? 0 : 1);
                if (isBack) {
                    dispute.waitsAt("Task_AnswerBuyer", "Gw_Answered").sentNothing();
                } else {
                    dispute.mailed("please-wait").waitsAt("Gw_Wait");
                }
                desk.closesForTheNight();
                desk.opensInTheMorning();
            }
        } finally {
            threads.shutdownNow();
        }
    }
}
