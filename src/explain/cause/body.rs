//! Causes about what happened to the body on its way.

/// Hands these rows on, behind those before them.
macro_rules! body_causes {
    ([$next:ident $($later:ident)*] $($before:tt)*) => {
        $next! {
            [$($later)*]
            $($before)*
            BodyEmpty { id: "body_empty", text: "The body is empty.",
                advice: "Something read the request before you, or no body parser kept it: keep the raw bytes.",
                suspected: looks::body_empty, ..LOOKED_AT }
            BodyUtf16 { id: "body_utf16", text: "The body is UTF-16.",
                advice: "Pass the bytes as they were received: Windows PowerShell's `>` and Out-File write UTF-16.",
                repair: &[from_utf16, from_utf16_line], in_full: extent::body_utf16, suspected: looks::body_utf16, ..TRIED }
            BodyGzip { id: "body_gzip", text: "The body is compressed, with gzip.",
                advice: "Pass it decompressed, as your framework hands it on, or save it with `curl --compressed`.",
                suspected: looks::body_gzip, ..LOOKED_AT }
            BodyCompressed { id: "body_compressed",
                text: "The body is compressed, with deflate or zstd.",
                advice: "Decompress it before verifying: the signature is of the plain text.",
                suspected: looks::body_compressed, ..LOOKED_AT }
            BodyObjectObject { id: "body_object_object", text: "The body is `[object Object]`: a parsed object made a string.",
                advice: "Pass the bytes as they were received, before anything parses them (`express.raw`).",
                suspected: looks::body_object_object, ..LOOKED_AT }
            BodyReplacement { id: "body_replacement",
                text: "The body holds U+FFFD: its reader met bytes that are not UTF-8.",
                advice: "Pass the bytes as they were received: a decoder, or a chunk cut inside a character, lost some.",
                suspected: looks::body_replacement, ..LOOKED_AT }
            BodyBomAdded { id: "body_bom_added", text: "The body got a byte order mark in front.",
                advice: "Pass the bytes as they were received: something wrote them as UTF-8 with a byte order mark.",
                repair: &[without_bom], cost: 1, ..TRIED }
            BodyNewlineAdded { id: "body_newline_added", text: "The body got a line break at its end.",
                advice: "Pass the bytes as they were received: an editor or `echo` added it.",
                repair: &[without_line_break], cost: 1, ..TRIED }
            BodyHttp { id: "body_http",
                text: "The body has the head of its HTTP request in front.",
                advice: "Pass what follows the empty line: a capture or `curl -i` holds both.",
                repair: &[from_http], cost: 1, ..TRIED }
            BodyChunked { id: "body_chunked",
                text: "The body has the lengths of HTTP's chunks in it.",
                advice: "Pass the chunks without the lengths in front of them: a capture holds them as they were sent.",
                repair: &[from_chunks], cost: 1, ..TRIED }
            BodyGateway { id: "body_gateway",
                text: "The body is an event of API Gateway, which holds the body in `body`.",
                advice: "Verify `event.body`, decoded as base64 if `event.isBase64Encoded`.",
                repairs: Some(from_gateway), cost: 1, ..TRIED }
            BodySns { id: "body_sns",
                text: "The body is a message of SNS or SQS, which holds the body in `Message` or `body`.",
                advice: "Verify that string, or have SNS deliver raw messages.",
                repairs: Some(from_sns), cost: 1, ..TRIED }
            BodyEventBridge { id: "body_event_bridge",
                text: "The body is an event of EventBridge, which holds the parsed body in `detail`.",
                advice: "Keep the text of the body beside it: `detail` is printed anew.",
                repairs: Some(from_event_bridge), cost: 1, ..TRIED }
            BodyPubSub { id: "body_pub_sub",
                text: "The body is a push of Pub/Sub, which holds the body in `message.data`.",
                advice: "Verify `message.data`, decoded as base64.",
                repairs: Some(from_pub_sub), cost: 1, ..TRIED }
            BodyMember { id: "body_member",
                text: "The body is an object of which one member is what was signed, as n8n, Azure and others wrap it.",
                advice: "Verify the text of that member, best as raw bytes: n8n has the option Raw Body.",
                repairs: Some(from_member), in_full: extent::body_member, ..TRIED }
            BodyArray { id: "body_array",
                text: "The body is an array around what was signed.",
                advice: "Verify its only element: a workflow tool or a batch put it into a list.",
                repair: &[from_array], ..TRIED }
            BodyForm { id: "body_form",
                text: "The body is a form, or percent-encoded.",
                advice: "Verify the decoded value of its field: something sent the JSON as application/x-www-form-urlencoded.",
                repair: &[from_form], in_full: extent::body_form, ..TRIED }
            BodyBytesLiteral { id: "body_bytes_literal", text: "The body is Python's way to print bytes, b'…'.",
                advice: "Pass the bytes themselves, not `str()` of them.",
                repair: &[from_bytes_literal], in_full: extent::body_bytes_literal, ..TRIED }
            BodyByteList { id: "body_byte_list", text: "The body is a list of its bytes' numbers.",
                advice: "Pass the buffer itself: it was printed by `JSON.stringify` or `String`.",
                repair: &[from_byte_list], in_full: extent::body_byte_list, ..TRIED }
            BodyJsonString { id: "body_json_string", text: "The body was encoded once more, as a JSON string.",
                advice: "Pass the bytes as they were received: a string was given to `JSON.stringify` or `json.dumps`.",
                repair: &[from_json_string], cost: 1, in_full: extent::body_json_string, ..TRIED }
            BodyBase64 { id: "body_base64", text: "The body is base64-encoded.",
                advice: "Decode it first: API gateways and queues encode it (AWS: `isBase64Encoded`).",
                repair: &[from_base64_lines], in_full: extent::body_base64, ..TRIED }
            BodyHtmlEscaped { id: "body_html_escaped",
                text: "The body has its quotes escaped for HTML, as &quot;.",
                advice: "Pass the bytes as they were received, not a text from a page or a template.",
                repair: &[from_html], ..TRIED }
            BodyQuoted { id: "body_quoted",
                text: "The body has quotes around it.",
                advice: "Remove them: a shell that does not know single quotes passed them on.",
                repair: &[from_quotes], ..TRIED }
            BodyPadded { id: "body_padded",
                text: "The body has zeros or other control characters at its end.",
                advice: "Pass as many bytes as were received: a buffer of a fixed size was passed.",
                repair: &[without_padding], cost: 1, ..TRIED }
            BodyLatin1 { id: "body_latin1", text: "The body was decoded as Latin-1, or Windows-1252, and encoded again.",
                advice: "Pass the bytes as they were received, or decode them as UTF-8.",
                repair: &[from_latin1], in_full: extent::body_latin1, ..TRIED }
            BodyCrlfAdded { id: "body_crlf_added", text: "The body's line breaks became CRLF.",
                advice: "Pass the bytes as they were received: Windows, an editor or git translated them.",
                repair: &[crlf_to_lf], cost: 1, ..TRIED }
            BodyCrlfRemoved { id: "body_crlf_removed", text: "The body's CRLF became plain line breaks.",
                advice: "Pass the bytes as they were received: reading them as text translated them.",
                repair: &[lf_to_crlf], cost: 1, ..TRIED }
            BodyCutShort { id: "body_cut_short", text: "The body was cut short: its length was counted in characters.",
                advice: "Count the Content-Length in bytes: each character beyond ASCII has several.",
                repair: &[completed], in_full: extent::body_cut_short, ..TRIED }
            BodyPythonRepr { id: "body_python_repr",
                text: "The body is Python's way to print a dict: str(dict) instead of json.dumps.",
                advice: "Pass the bytes as they were received: `await request.body()`, `request.get_data()`.",
                repair: &[from_python], ..TRIED }
            BodyInspected { id: "body_inspected",
                text: "The body is Node's way to print an object, as console.log does.",
                advice: "Pass the bytes as they were received, before anything parses them (`express.raw`).",
                repair: &[from_node], in_full: extent::body_inspected, ..TRIED }
            BodyRubyInspect { id: "body_ruby_inspect",
                text: "The body is Ruby's way to print a hash: inspect or to_s instead of to_json.",
                advice: "Pass the bytes as they were received: `request.raw_post`, `request.body.read`.",
                repair: &[from_ruby], ..TRIED }
            BodyKeysSorted { id: "body_keys_sorted", text: "The body's keys were put in another order.",
                advice: "Pass the bytes as they were received: a map, a database or a serialiser moved the keys.",
                repair: &[in_documented_order], repairs: Some(in_documented_orders), in_full: extent::body_keys_sorted, cost: 2,
                suspected: looks::body_keys_sorted, ..ORDER }
            BodyNullsLost { id: "body_nulls_lost",
                text: "The body lost members that are null.",
                advice: "Pass the bytes as they were received: a serialiser that leaves nulls out printed it anew.",
                repair: &[with_meta_null, with_nulls], cost: 1, in_full: extent::body_nulls_lost, ..VALUES }
            BodyFloatsLost { id: "body_floats_lost", text: "The body went through JavaScript, which writes 1.0 as 1.",
                advice: "Pass the bytes as they were received, before anything parses them (`express.raw`).",
                in_full: extent::body_floats_lost, repair: &[floats], repairs: Some(some_floats), cost: 1, more: 2, ..VALUES }
            BodyFloatsAdded { id: "body_floats_added",
                text: "The body has 1.0 where the signed text has 1.",
                advice: "Pass the bytes as they were received: Gson and Lua read every number as a float. Signing it yourself? keep 1.0: jq and PHP write it as 1.",
                repair: &[integers_again], cost: 1, in_full: extent::body_floats_added, ..VALUES }
            BodyZeroSign { id: "body_zero_sign",
                text: "The body lost the sign of a zero: -0.0 became 0.",
                advice: "Pass the bytes as they were received, before anything parses them.",
                repair: &[negative_zeros], in_full: extent::body_zero_sign, ..VALUES }
            BodyNumbersQuoted { id: "body_numbers_quoted",
                text: "The body has numbers as strings.",
                advice: "Pass the bytes as they were received: a serialiser turned decimals into strings.",
                repair: &[|text| without_quotes(text, Which::Floats), |text| without_quotes(text, Which::Large),
                    |text| without_quotes(text, Which::All)], in_full: extent::body_numbers_quoted, ..VALUES }
            Dates { id: "dates",
                text: "Body and signed text have their dates written differently, as Z and +00:00.",
                advice: "Pass the bytes as they were received. Signing it yourself? keep dates as the strings that they are.",
                repair: &DATES, in_full: extent::dates, suspected: looks::dates, ..VALUES }
            BodyEllipsis { id: "body_ellipsis",
                text: "The body ends in an ellipsis, or holds one in place of text: a log shortened it.",
                advice: "Pass the bytes as they were received.",
                suspected: looks::body_ellipsis, ..LOOKED_AT }
            BodyEndsEarly { id: "body_ends_early",
                text: "The JSON of the body ends early.",
                advice: "Compare its length with the Content-Length: a limit, a log or a copy cut it.",
                suspected: looks::body_ends_early, ..LOOKED_AT }
            BodyPrintOut { id: "body_print_out",
                text: "The body is not JSON, but looks like a program's print of an object.",
                advice: "Pass the bytes as they were received: such a print leaves out depth, types or quotes.",
                suspected: looks::body_print_out, ..LOOKED_AT }
            BodyRounded { id: "body_rounded",
                text: "The body holds an integer that looks rounded: JavaScript keeps no more than 15 to 17 digits.",
                advice: "Pass the bytes as they were received: the lost digits cannot be found again.",
                suspected: looks::body_rounded, ..LOOKED_AT }
            BodyQuestionMark { id: "body_question_mark",
                text: "The body has a question mark within a word, as where an encoder had no such letter.",
                advice: "Pass the bytes as they were received: the lost letters cannot be found again.",
                suspected: looks::body_question_mark, ..LOOKED_AT }
        }
    };
}
