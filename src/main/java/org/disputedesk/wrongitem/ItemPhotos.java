package org.disputedesk.wrongitem;

import static org.disputedesk.dispute.DisputeFacts.POLICY_PACK;

import org.camunda.bpm.engine.delegate.VariableScope;
import org.disputedesk.attachment.Attachments;
import org.disputedesk.policy.PolicyPacks;
import org.springframework.stereotype.Component;

/** How many photos of the item a case has, and how many it needs (003-03). */
@Component
class ItemPhotos {

    private final Attachments attachments;
    private final PolicyPacks packs;

    ItemPhotos(Attachments attachments, PolicyPacks packs) {
        this.attachments = attachments;
        this.packs = packs;
    }

    /** The pictures among the files of a case, whichever way they came. */
    int of(String caseNumber) {
        return (int) attachments.of(caseNumber).stream()
                .filter(file -> file.mediaType().startsWith("image/"))
                .count();
    }

    /** By the policy that the case began under. */
    int needed(VariableScope scope) {
        return (int) packs.of(POLICY_PACK.in(scope)).count("wrong-item.photos").value();
    }
}
