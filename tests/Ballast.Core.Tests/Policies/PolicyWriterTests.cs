using System.Text;
using System.Text.Json.Nodes;
using Ballast.Core.Policies;
using FsCheck;
using FsCheck.Fluent;

namespace Ballast.Core.Tests.Policies;

public sealed class PolicyWriterTests
{
    [Fact]
    public void Random_policies_survive_writing_and_reading_in_both_notations() =>
        Prop.ForAll(ArbMap.Default.ArbFor<int>(), seed =>
        {
            Policy policy = new RandomPolicy(new Random(seed)).Next();
            string canonical = PolicyWriter.Canonical(policy);

            PolicyWriter.Canonical(PolicyText.Policy(canonical)).ShouldBe(canonical);
            PolicyWriter.Canonical(PolicyText.Policy(PolicyWriter.Readable(policy).ToJsonString())).ShouldBe(canonical);
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(300));

    [Fact]
    public void The_full_file_survives_writing_and_reading()
    {
        Policy policy = PolicyText.Policy(FullPolicy.Text);

        PolicyWriter.Canonical(
            PolicyText.Policy(PolicyWriter.Canonical(policy))).ShouldBe(PolicyWriter.Canonical(policy));
    }

    [Fact]
    public void Layout_order_comments_and_spelled_out_defaults_do_not_change_the_hash()
    {
        string plain = $"{{ {PolicyText.Required} }}";
        string verbose = PolicyText.With(
            "\"mode\": \"paper\", /* as usual */ \"costs\": { \"takerFeeBps\": 10.00 }, \"trigger\": {}")
            .Replace("0.5", "\"0.500\"", StringComparison.Ordinal);

        Hash(verbose).ShouldBe(Hash(plain));
    }

    [Fact]
    public void Any_change_of_meaning_changes_the_hash() =>
        Hash(PolicyText.With("\"trade\": { \"minNotional\": 1 }")).ShouldNotBe(Hash($"{{ {PolicyText.Required} }}"));

    /// <summary>The text was written by hand from the table of fields, the hash with sha256sum.</summary>
    [Fact]
    public void The_canonical_form_and_hash_of_a_small_policy_are_fixed()
    {
        Policy policy = PolicyText.Policy($"{{ {PolicyText.Required} }}");

        PolicyWriter.Canonical(policy).ShouldBe(
            """
            {"accounts":["paper"],
            "costs":{"dailyVolume":"0","fixed":"0","impactBps":"0","makerFeeBps":"10","perAsset":{},
            "spreadBps":"0","takerFeeBps":"10"},
            "equivalents":{},
            "execution":{"limitTimeout":"90s","maxSlippageBps":"50","style":"market"},
            "guards":{"maxPriceAge":"1m","maxPriceJump":"0.25","minInterval":"0s","session":"1d"},
            "locked":{},"mode":"paper","noBuy":[],"noSell":[],"portfolio":"core","quote":"USDC",
            "target":{"weights":{"BTC":"0.5","ETH":"0.3","USDC":"0.2"}},
            "trade":{"flows":"first","minNotional":"0","reserve":{},"scope":"whole"},
            "trigger":{"checkEvery":"1h","cooldown":"0s"},
            "untracked":"ignore"}
            """.ReplaceLineEndings(""));
        PolicyWriter.Hash(policy).ShouldBe("690d09cac0dac0db7950ded16f5a664f1f4cc452855266e03b44af66699f6566");
    }

    [Fact]
    public void People_get_amounts_as_text_and_fractions_as_numbers()
    {
        JsonObject written = PolicyWriter.Readable(
            PolicyText.Policy(PolicyText.With("\"trade\": { \"minNotional\": 10 }")));

        written["trade"]!["minNotional"]!.ToJsonString().ShouldBe("\"10\"");
        written["target"]!["weights"]!["BTC"]!.ToJsonString().ShouldBe("0.5");
        written.First().Key.ShouldBe("portfolio");
    }

    [Fact]
    public void The_shipped_default_is_what_its_documentation_says()
    {
        Policy policy = DefaultPolicy.Policy;

        policy.Target.Select(
            entry => $"{entry.Key} {entry.Value}").ShouldBe(["BTC 0.4", "ETH 0.3", "SOL 0.2", "USDC 0.1"]);
        policy.Accounts.ShouldHaveSingleItem().Value.ShouldBe("paper");
        policy.Trigger.CheckEvery.ShouldBe(NodaTime.Duration.FromHours(1));
        policy.Trigger.Cooldown.ShouldBe(NodaTime.Duration.FromHours(6));
        policy.Trigger.Band!.ShouldSatisfyAllConditions(
            band => band.Relative.ShouldBe(0.20m), band => band.Floor!.Value.Value.ShouldBe(0.01m),
            band => band.Destination.ShouldBe(Destination.Half));
        policy.Trigger.Schedule.ShouldBeNull();
        PolicyCheck.Of(policy).ShouldBeEmpty();
        DefaultPolicy.Hash.ShouldBe(PolicyWriter.Hash(policy));
    }

    [Fact]
    public void Mutilated_files_are_answered_and_never_thrown_at()
    {
        Random random = new(20260101);
        byte[][] seeds = [Encoding.UTF8.GetBytes(FullPolicy.Text), .. PolicyText.Samples().Select(File.ReadAllBytes)];
        for (int round = 0; round < 3_000; round++)
        {
            byte[] text = [.. seeds[random.Next(seeds.Length)]];
            for (int edits = random.Next(1, 4); edits > 0; edits--)
            {
                text = Mutilate(text, random);
            }

            PolicyReading reading = PolicyReader.Read(text);
            if (reading is PolicyReading.Read read)
            {
                _ = PolicyCheck.Of(read.Policy);
                PolicyWriter.Hash(PolicyText.Policy(PolicyWriter.Canonical(read.Policy))).ShouldBe(read.Hash);
            }
        }
    }

    private static byte[] Mutilate(byte[] text, Random random)
    {
        int at = random.Next(text.Length);
        int length = random.Next(1, Math.Min(20, text.Length - at) + 1);
        byte[] alphabet = [.. "{}[]\",:0123456789eE.-+ntf\\u/*\n "u8, 0xFF, 0xC3, 0x00];
        return random.Next(4) switch
        {
            0 => [.. text[..at], .. text[(at + length)..]],
            1 => [.. text[..at], alphabet[random.Next(alphabet.Length)], .. text[at..]],
            2 => [.. text[..at], alphabet[random.Next(alphabet.Length)], .. text[(at + 1)..]],
            _ => [.. text[..(at + length)], .. text[at..]],
        };
    }

    private static string Hash(string text) => PolicyReader.Read(text).ShouldBeOfType<PolicyReading.Read>().Hash;
}
