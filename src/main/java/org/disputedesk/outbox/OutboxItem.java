package org.disputedesk.outbox;

/**
 * One command in the outbox.
 *
 * @param id derived from case and step, the same when the step is repeated after a rollback
 * @param attempts how often delivery was begun
 * @param handedOver whether the attempt before this look at it got as far as {@link Outbox#handOver}
 */
public record OutboxItem(
        String id, String caseNumber, String channel, String payload, int attempts, boolean handedOver) {}
