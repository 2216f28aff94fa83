/** What tests of the services need: a real Redis, tokens, a clock that can be moved. */
package io.septet.kit.testing;
