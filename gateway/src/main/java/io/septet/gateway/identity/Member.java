package io.septet.gateway.identity;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;

/** A person. */
@JsonIgnoreProperties(ignoreUnknown = true)
public record Member(String id, String name, String email) {}
