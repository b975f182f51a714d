# Perl's JSON::PP, which is part of Perl, and Cpanel::JSON::XS. The order of a hash's keys is random unless it is
# `canonical`: programs.mjs sets the seed.

use v5.36;
use Cpanel::JSON::XS ();
use JSON::PP ();

my $pp = $JSON::PP::VERSION;
my $xs = $Cpanel::JSON::XS::VERSION;

my @programs = (
    ["Perl JSON::PP", $pp, "JSON::PP->new->utf8", JSON::PP->new->utf8],
    ["Perl JSON::PP, canonical", $pp, "JSON::PP->new->utf8->canonical", JSON::PP->new->utf8->canonical],
    ["Perl JSON::PP, canonical, pretty", $pp, "JSON::PP->new->utf8->canonical->pretty",
        JSON::PP->new->utf8->canonical->pretty],
    ["Perl JSON::PP, canonical, ascii", $pp, "JSON::PP->new->ascii->utf8->canonical",
        JSON::PP->new->ascii->utf8->canonical],
    ["Perl JSON::PP, canonical, escape_slash", $pp, "JSON::PP->new->utf8->canonical->escape_slash",
        JSON::PP->new->utf8->canonical->escape_slash],
    ["Perl JSON::PP, canonical, allow_bignum", $pp, "JSON::PP->new->utf8->canonical->allow_bignum",
        JSON::PP->new->utf8->canonical->allow_bignum],
    ["Perl Cpanel::JSON::XS, canonical", $xs, "Cpanel::JSON::XS->new->utf8->canonical",
        Cpanel::JSON::XS->new->utf8->canonical],
    ["Perl Cpanel::JSON::XS, canonical, pretty", $xs, "Cpanel::JSON::XS->new->utf8->canonical->pretty",
        Cpanel::JSON::XS->new->utf8->canonical->pretty],
);

my $json = JSON::PP->new->utf8;
my @texts = @{$json->decode(join "", <STDIN>)};
my @answers;
for my $program (@programs) {
    my ($name, $version, $command, $coder) = @$program;
    my @prints;
    for my $text (@texts) {
        utf8::encode(my $bytes = $text);
        my $printed = eval { $coder->encode($coder->decode($bytes)) };
        push @prints, defined $printed ? do { utf8::decode($printed); $printed } : {refused => "$@"};
    }
    push @answers, {program => $name, version => $version, command => $command, prints => \@prints};
}
print $json->encode(\@answers);
