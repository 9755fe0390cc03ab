using Ballast.Core.Policies;
using Ballast.Core.Targets.Moving;
using NodaTime;

namespace Ballast.Core.Tests.Policies;

/// <summary>Targets that move, as policy files spell them.</summary>
public sealed class MovingTargetPolicyTests
{
    private const string Parity = """
        "method": "risk-parity", "assets": ["BTC", "ETH"]
        """;

    public static TheoryData<string, string, string> Wrong { get; } = new()
    {
        { "", "$.target", "exactly one of weights, method, regimes and external" },
        { """ "weights": { "BTC": 1 }, "method": "equal", "assets": ["BTC"] """, "$.target",
            "found method and weights" },
        { """ "weights": { "BTC": 1 }, "blend": 0.5 """, "$.target", "weights beside settings" },
        { """ "weights": { "BTC": 0.5 }, "scaleToVolatility": 0.3 """, "$.target.weights", "0.5 is missing" },
        { """ "method": "magic", "assets": ["BTC"] """, "$.target.method", "\"risk-parity\"" },
        { """ "method": "equal" """, "$.target.assets", "shares the portfolio out among" },
        { Parity + """, "fixed": { "BTC": 0.6, "ETH": 0.4 }""", "$.target.fixed", "a sum of 1" },
        { Parity + """, "fixed": { "BTC": 0.1, "ETH": 0.1 }""", "$.target.fixed", "every asset of the method" },
        { Parity + """, "views": [{ "factors": { "BTC": 1 }, "return": 0.1, "confidence": 0.5 }]""", "$.target.views",
            "only beside black-litterman" },
        { Parity + """, "edges": { "BTC": { "winProbability": 0.6, "odds": 1 } }""", "$.target.edges",
            "only beside kelly" },
        { Parity + """, "groups": [{ "name": "g", "assets": ["BTC"], "max": 0.5 }]""", "$.target.groups",
            "min-variance" },
        { """ "method": "min-variance", "assets": ["BTC", "ETH", "SOL"], """
            + """ "groups": [{ "name": "g", "assets": ["BTC", "ETH"], "max": 0.2 }] """,
            "$.target.groups", "groups that miss 20 % of weight with these bounds" },
        { """ "method": "min-variance", "assets": ["BTC", "ETH", "SOL"], "fixed": { "USDC": 0.5 }, """
            + """ "groups": [{ "name": "g", "assets": ["BTC", "ETH"], "min": 0.6 }] """,
            "$.target.groups", "50 % being to be shared out" },
        { Parity + """, "budgets": { "SOL": 1 }""", "$.target.budgets.SOL", "assets of the method" },
        { Parity + """, "bounds": { "max": 0.3 }""", "$.target.bounds", "100 % are to be shared out" },
        { Parity + """, "bounds": { "min": 0.6 }""", "$.target.bounds", "120 %" },
        { Parity + """, "bounds": { "min": 0.5, "max": 0.4 }""", "$.target.bounds", "a min above its max" },
        { Parity + """, "fallback": ["risk-parity"]""", "$.target.fallback", "the method itself" },
        { Parity + """, "lookback": "1d" """, "$.target.lookback", "from \"3d\"" },
        { Parity + """, "blend": 0""", "$.target.blend", "above 0" },
        { Parity + """, "reestimate": {}""", "$.target.reestimate", "neither every nor cron" },
        { Parity + """, "reestimate": { "every": "7d", "cron": "0 0 * * *" }""", "$.target.reestimate",
            "every and cron" },
        { """ "method": "risk-parity", "assets": ["BTC", "USDC"] """, "$.target.assets", "whose price never moves" },
        { """ "method": "target-return", "assets": ["BTC", "ETH"] """, "$.target.targetReturn",
            "target-return needs it" },
        { """ "method": "capped-market-cap", "assets": ["BTC"] """, "$.target.marketValues", "needs it" },
        { """ "external": { "assets": ["BTC"] } """, "$.target.external", "neither file nor url" },
        { """ "external": { "file": "a.json", "url": "http://127.0.0.1:1/", "assets": ["BTC"] } """,
            "$.target.external", "file and url" },
        { """ "external": { "file": "a.json" } """, "$.target.external.assets", "found nothing" },
        { """ "external": { "file": "/etc/a.json", "assets": ["BTC"] } """, "$.target.external.file", "below" },
        { """ "external": { "file": "x/../../a.json", "assets": ["BTC"] } """, "$.target.external.file", "\"..\"" },
        { """ "external": { "url": "file:///a", "assets": ["BTC"] } """, "$.target.external.url", "http or https" },
        { Regimes("""{ "asset": "BTC", "stressedAbove": 0.5, "calmBelow": 0.6 }"""),
            "$.target.regimes.signal.calmBelow", "no more than stressedAbove" },
        { Regimes("""{ "asset": "SOL", "stressedAbove": 0.8, "calmBelow": 0.6 }"""),
            "$.target.regimes.signal.asset", "SOL" },
        { """ "regimes": { "calm": { "weights": { "BTC": 1 } }, "stressed": { "weights": { "USDC": 1 } } } """,
            "$.target.regimes.signal", "a signal, or external" },
        { """ "regimes": { "calm": { "weights": { "BTC": 0.9 } }, "stressed": {}, "signal": """
            + """{ "asset": "BTC", "stressedAbove": 0.8, "calmBelow": 0.6 } } """,
            "$.target.regimes.calm.weights", "0.1 is missing" },
    };

    [Theory]
    [MemberData(nameof(Wrong))]
    public void Refuses_what_cannot_be_meant_with_its_place(string target, string path, string fragment)
    {
        IReadOnlyList<PolicyError> errors = PolicyText.Errors(File(target));

        errors.ShouldContain(error => error.Path == path && error.ToString().Contains(fragment),
            string.Join("\n", errors));
    }

    [Fact]
    public void Writes_defaults_out_and_names_every_asset_with_zero()
    {
        Policy policy = PolicyText.Policy(File(Parity + """, "fixed": { "USDC": 0.1 }"""));

        policy.Target.Keys.Select(asset => asset.Symbol).ShouldBe(["BTC", "ETH", "USDC"]);
        policy.Target.Values.ShouldAllBe(weight => weight.IsZero);
        policy.Moving!.Aim.Lookback.ShouldBe(Duration.FromDays(60));
        policy.Moving.Aim.RiskFree.ShouldBe(0.045m);
        policy.Moving.Reestimate!.Every.ShouldBe(Duration.FromDays(7));
        PolicyText.Policy(File("""
            "external": { "file": "a.json", "assets": ["BTC"] }
            """)).Moving!.Reestimate!.Every.ShouldBe(Duration.FromHours(1));
        PolicyWriter.Hash(policy).ShouldBe(PolicyWriter.Hash(PolicyText.Policy(
            File(Parity + """, "fixed": { "USDC": 0.1 }, "lookback": "60d", "riskFree": 0.045, "blend": 1 """))));
    }

    [Fact]
    public void What_is_written_is_read_as_the_same_policy()
    {
        foreach (string sample in PolicyText.Samples())
        {
            Policy policy = PolicyText.Policy(System.IO.File.ReadAllText(sample));

            PolicyWriter.Hash(PolicyText.Policy(PolicyWriter.Canonical(policy))).ShouldBe(PolicyWriter.Hash(policy));
            PolicyWriter.Hash(PolicyText.Policy(PolicyWriter.Readable(policy).ToJsonString()))
                .ShouldBe(PolicyWriter.Hash(policy));
        }
    }

    [Fact]
    public void Methods_are_spelt_in_files_as_the_solver_names_them()
    {
        foreach (TargetMethod method in Enum.GetValues<TargetMethod>())
        {
            string name = MethodNames.Of(method);
            string parameters = method switch
            {
                TargetMethod.TargetReturn => """, "targetReturn": 0.1""",
                TargetMethod.TargetVolatility => """, "targetVolatility": 0.3""",
                TargetMethod.CappedMarketCap => """, "marketValues": { "BTC": 2, "ETH": 1 }""",
                _ => "",
            };

            PolicyText.Policy(File($$""" "method": "{{name}}", "assets": ["BTC", "ETH"]{{parameters}} """))
                .Moving!.Aim.Method.ShouldBe(method);
        }
    }

    private static string Regimes(string signal) => $$"""
        "regimes": {
          "calm": { "weights": { "BTC": 1 } }, "stressed": { "weights": { "USDC": 1 } }, "signal": {{signal}} }
        """;

    private static string File(string target) =>
        $$"""{ "portfolio": "p", "quote": "USDC", "accounts": ["x"], "target": { {{target}} } }""";
}
