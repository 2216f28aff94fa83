package io.septet.analytics.report;

import org.springframework.stereotype.Component;

/** Makes overviews: everything published in a period, and in the one before, is looked at once. */
@Component
class Overviews {
    private final Published published;

    Overviews(Published published) {
        this.published = published;
    }

    Overview of(Question question) {
        var sum = new Overview.Sum(question);
        published.each(question, sum::add);
        published.each(question.before(), sum::addBefore);
        return sum.overview();
    }
}
