package dev.sluice.dialects.gemini;

import static dev.sluice.dialects.gemini.Gemini.json;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.dialects.json.JsonTree;
import org.junit.jupiter.api.Test;

final class OpenApiSchemaTest {
    @Test
    void typesAreLowerCaseInAllDepths() {
        becomes(
                "{'type':'OBJECT','properties':{'type':{'type':'STRING'},'list':{'type':'ARRAY','items':{'type':'INTEGER'}}},"
                        + "'required':['type']}",
                "{'type':'object','properties':{'type':{'type':'string'},'list':{'type':'array','items':{'type':'integer'}}},"
                        + "'required':['type']}");
        becomes("{'anyOf':[{'type':'NUMBER'},{'type':'NULL'}]}", "{'anyOf':[{'type':'number'},{'type':'null'}]}");
        becomes("{'type':'TYPE_UNSPECIFIED','title':'T'}", "{'title':'T'}");
    }

    @Test
    void nullableIsAnAlternative() {
        becomes("{'type':'STRING','nullable':true}", "{'type':['string','null']}");
        becomes("{'type':'STRING','nullable':false}", "{'type':'string'}");
        becomes(
                "{'type':'STRING','format':'enum','enum':['a'],'nullable':true}",
                "{'type':['string','null'],'enum':['a',null]}");
        becomes("{'anyOf':[{'type':'STRING'}],'nullable':true}", "{'anyOf':[{'type':'string'},{'type':'null'}]}");
    }

    @Test
    void countsAreNumbersAndExamplesAreMany() {
        becomes(
                "{'type':'ARRAY','minItems':'1','maxItems':2,'maxLength':'many','example':[1],'format':'int32'}",
                "{'type':'array','minItems':1,'maxItems':2,'maxLength':'many','examples':[[1]],'format':'int32'}");
    }

    @Test
    void propertiesStandInTheirOrder() {
        String schema = "{'type':'OBJECT','properties':{'a':{},'b':{},'c':{}},'propertyOrdering':['c','x','b']}";
        assertThat(JsonTree.object(OpenApiSchema.jsonSchema(JsonTree.node(json(schema))))
                        .getJsonObject("properties")
                        .keySet())
                .containsExactly("c", "b", "a");
    }

    @Test
    void jsonSchemaInItsPlaceStaysAsItIs() {
        String schema = "{'type':['string','null'],'additionalProperties':false,'$defs':{'x':{'type':'string'}}}";
        becomes(schema, schema);
    }

    private static void becomes(String schema, String expected) {
        assertThat(JsonTree.object(OpenApiSchema.jsonSchema(JsonTree.node(json(schema)))))
                .isEqualTo(json(expected));
    }
}
