package org.disputedesk.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.disputedesk.process.Desk.TOKYO;
import static org.disputedesk.process.Opening.orderNotReceived;

import java.util.List;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.camunda.bpm.engine.impl.cfg.ProcessEngineConfigurationImpl;
import org.disputedesk.DeskTest;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Qualifier;

/** 002-13, A17: the step with which a dispute opens the request for feedback of its order. */
@DeskTest
class FeedbackStepTest {

    @Autowired
    private Desk desk;

    @Autowired
    @Qualifier("requestFeedback")
    private JavaDelegate requestFeedback;

    @BeforeEach
    void morning() {
        desk.opensInTheMorning();
    }

    @AfterEach
    void night() {
        desk.closesForTheNight();
    }

    @Test
    void a_dispute_opens_one_request_and_goes_on_when_there_is_one() {
        var dispute = desk.opens(orderNotReceived());
        step(dispute);
        assertThat(cases(dispute)).hasSize(1);
        dispute.record().reads("Feedback request opened: " + cases(dispute).get(0));
        step(dispute);
        assertThat(cases(dispute)).hasSize(1);
        dispute.record().has("No feedback request opened", 1);
    }

    @Test
    void nothing_is_opened_when_it_is_too_late() {
        desk.itIs("2026-12-27T09:00", TOKYO);
        var dispute = desk.opens(orderNotReceived().promisedUntil("2026-11-26"));
        step(dispute);
        assertThat(cases(dispute)).isEmpty();
        dispute.record().has("No feedback request opened", 1);
    }

    private void step(Dispute dispute) {
        String room = dispute.room("order-not-received");
        ((ProcessEngineConfigurationImpl) desk.engine.getProcessEngineConfiguration())
                .getCommandExecutorTxRequired()
                .execute(context -> {
                    try {
                        requestFeedback.execute(context.getExecutionManager().findExecutionById(room));
                    } catch (Exception e) {
                        throw new IllegalStateException(e);
                    }
                    return null;
                });
        desk.doWhatIsDue();
    }

    private List<String> cases(Dispute dispute) {
        return desk.db
                .sql("select case_number from dispute_case where order_id = ? and kind = 'feedback-request'")
                .param(dispute.orderId())
                .query(String.class)
                .list();
    }
}
