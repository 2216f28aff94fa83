/** Tables for spreadsheets. */
@NullMarked
package io.septet.kit.table;

import org.jspecify.annotations.NullMarked;
