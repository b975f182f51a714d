<?php
// PHP's json_encode, with the flags that people and frameworks give it.

$decode = fn ($text) => json_decode($text, false, 512, JSON_THROW_ON_ERROR);
$encode = fn ($flags, $name) => [
    "PHP json_encode" . ($name ? ", " . str_replace([" |", "JSON_"], [",", ""], $name) : ""),
    "json_encode(json_decode(\$text)" . ($flags ? ", $name" : "") . ")",
    fn ($text) => json_encode($decode($text), $flags | JSON_THROW_ON_ERROR),
];
$html = JSON_HEX_TAG | JSON_HEX_APOS | JSON_HEX_AMP | JSON_HEX_QUOT;

$programs = [
    $encode(0, ""),
    ["PHP json_encode, arrays", 'json_encode(json_decode($text, true))',
        fn ($text) => json_encode(json_decode($text, true), JSON_THROW_ON_ERROR)],
    $encode(JSON_PRETTY_PRINT, "JSON_PRETTY_PRINT"),
    $encode(JSON_UNESCAPED_SLASHES, "JSON_UNESCAPED_SLASHES"),
    $encode(JSON_UNESCAPED_UNICODE, "JSON_UNESCAPED_UNICODE"),
    $encode(JSON_UNESCAPED_SLASHES | JSON_UNESCAPED_UNICODE, "JSON_UNESCAPED_SLASHES | JSON_UNESCAPED_UNICODE"),
    $encode(JSON_PRETTY_PRINT | JSON_UNESCAPED_SLASHES | JSON_UNESCAPED_UNICODE,
        "JSON_PRETTY_PRINT | JSON_UNESCAPED_SLASHES | JSON_UNESCAPED_UNICODE"),
    $encode(JSON_PRESERVE_ZERO_FRACTION, "JSON_PRESERVE_ZERO_FRACTION"),
    // Symfony's and Laravel's JsonResponse, and Drupal.
    $encode($html, "JSON_HEX_TAG | JSON_HEX_APOS | JSON_HEX_AMP | JSON_HEX_QUOT"),
    ["PHP json_encode, big integers as strings", 'json_encode(json_decode($text, false, 512, JSON_BIGINT_AS_STRING))',
        fn ($text) => json_encode(json_decode($text, false, 512, JSON_BIGINT_AS_STRING | JSON_THROW_ON_ERROR))],
    ["PHP print_r", 'print_r(json_decode($text, true), true)', fn ($text) => print_r(json_decode($text, true), true)],
    ["PHP var_export", 'var_export(json_decode($text, true), true)',
        fn ($text) => var_export(json_decode($text, true), true)],
];

$printed = function ($program, $text) {
    try {
        return $program($text);
    } catch (Throwable $error) {
        return ["refused" => $error->getMessage()];
    }
};

$texts = json_decode(stream_get_contents(STDIN));
$answers = array_map(fn ($one) => [
    "program" => $one[0],
    "version" => PHP_MAJOR_VERSION . "." . PHP_MINOR_VERSION . "." . PHP_RELEASE_VERSION,
    "command" => $one[1],
    "prints" => array_map(fn ($text) => $printed($one[2], $text), $texts),
], $programs);
echo json_encode($answers, JSON_THROW_ON_ERROR);
