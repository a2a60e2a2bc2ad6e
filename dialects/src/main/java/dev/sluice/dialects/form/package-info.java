/** A conversation and its answer in the form that all dialects are read into and written from, and how they are. */
package dev.sluice.dialects.form;
