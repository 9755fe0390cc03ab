using Ballast.Repo.Tests.Rules;
using Ballast.Repo.Tests.Sources;

namespace Ballast.Repo.Tests;

public sealed class RuleTests
{
    public static TheoryData<string> Rules => [.. Rule.All.Select(rule => rule.Name)];

    [Theory]
    [MemberData(nameof(Rules))]
    public void The_repository_keeps_the_rule(string rule)
    {
        Violation[] violations = [.. Rule.Named(rule).Check(Repository.Files)];

        violations.ShouldBeEmpty(string.Join('\n', violations.AsEnumerable()));
    }

    [Theory]
    [MemberData(nameof(Rules))]
    public void Each_fixture_that_breaks_the_rule_is_caught(string rule)
    {
        Fixture[] broken = [.. Fixture.Of(rule).Where(fixture => fixture.IsBroken)];

        broken.ShouldNotBeEmpty();
        broken.Where(fixture => !Rule.Named(rule).Check(fixture.Files).Any()).ShouldBeEmpty();
    }

    [Theory]
    [MemberData(nameof(Rules))]
    public void Each_fixture_that_keeps_the_rule_passes(string rule)
    {
        Fixture[] kept = [.. Fixture.Of(rule).Where(fixture => !fixture.IsBroken)];

        kept.ShouldNotBeEmpty();
        kept.SelectMany(fixture => Rule.Named(rule).Check(fixture.Files)).ShouldBeEmpty();
    }
}
