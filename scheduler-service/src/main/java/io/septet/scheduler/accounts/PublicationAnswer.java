package io.septet.scheduler.accounts;

/** What a call about one delivery has shown. */
public sealed interface PublicationAnswer {
    /** Done as asked; this is its state now. */
    record Done(Publication publication) implements PublicationAnswer {}

    /** Not done, because of the state in which it is. */
    record Conflict(Publication publication) implements PublicationAnswer {}

    /** accounts-service has no record of this delivery. */
    record Absent() implements PublicationAnswer {}

    /** It will not be taken, however often it is repeated. */
    record Refused(String reason) implements PublicationAnswer {}

    /** No clear answer: it may or may not have arrived. Repeat it. */
    record NoAnswer(String seen) implements PublicationAnswer {}
}
