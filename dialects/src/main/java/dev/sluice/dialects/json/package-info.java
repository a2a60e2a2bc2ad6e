/** JSON trees read field by field, so that what is wrong is named and what nobody reads is noticed. */
package dev.sluice.dialects.json;
