using System.Reflection;
using Ballast.Core;
using Ballast.Engine.Ports;
using Ballast.Numerics.Measures;

namespace Ballast.Repo.Tests;

/// <summary>What the banned lists cannot see: the types in public signatures, read from the built assemblies.</summary>
public sealed class SignatureTests
{
    private static readonly Assembly Core = typeof(Reason).Assembly;
    private static readonly Assembly Numerics = typeof(Returns).Assembly;
    private static readonly Assembly Engine = typeof(IJournal).Assembly;

    // Amounts of money and what is computed from them; measures, volatilities and weights on screen are numbers.
    private static readonly string[] MoneySurface =
        ["Amounts", "Markets", "Portfolios", "Planning", "Orders", "Costs", "Decisions"];

    [Fact]
    public void Core_and_Numerics_are_synchronous() =>
        Uses(Types(Core, Numerics), type => typeof(Task).IsAssignableFrom(type) || type.Name.StartsWith(
            "ValueTask`", Ordinal))
            .ShouldBeEmpty();

    [Fact]
    public void Core_and_Numerics_take_no_clock() =>
        Uses(Types(Core, Numerics), type => type == typeof(TimeProvider) || type == typeof(DateTime)).ShouldBeEmpty();

    [Fact]
    public void Numerics_knows_no_decimal() =>
        Uses(Types(Numerics), type => type == typeof(decimal)).ShouldBeEmpty();

    [Fact]
    public void The_money_surface_of_Core_knows_no_double() =>
        Uses(
            Types(Core).Where(type => MoneySurface.Any(part => type.Namespace == $"Ballast.Core.{part}")),
            type => type == typeof(double) || type == typeof(float)).ShouldBeEmpty();

    [Fact]
    public void Engine_names_no_web_and_no_database() =>
        Uses(Types(Engine), type => type.Namespace is { } space
            && (space.StartsWith("System.Net", Ordinal) || space.StartsWith("System.Data", Ordinal)
                || space.StartsWith("Microsoft.AspNetCore", Ordinal))).ShouldBeEmpty();

    [Fact]
    public void A_signature_is_searched_down_to_its_type_arguments()
    {
        string[] found = [.. Uses([typeof(Broken)], type => type == typeof(double))];

        found.ShouldBe(["Broken.Deep", "Broken.Field", "Broken.Take"], ignoreOrder: true);
    }

    private static StringComparison Ordinal => StringComparison.Ordinal;

    private static IEnumerable<Type> Types(params Assembly[] assemblies) =>
        assemblies.SelectMany(assembly => assembly.GetExportedTypes());

    private static IEnumerable<string> Uses(IEnumerable<Type> types, Func<Type, bool> isWrong) =>
        from type in types
        from member in type.GetMembers(
            BindingFlags.Public | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly)
        where Mentioned(member).SelectMany(Unfold).Any(isWrong)
        select $"{type.Name}.{member.Name}";

    private static IEnumerable<Type> Mentioned(MemberInfo member) => member switch
    {
        MethodInfo { IsSpecialName: true } => [],
        MethodInfo method =>
            [method.ReturnType, .. method.GetParameters().Select(parameter => parameter.ParameterType)],
        ConstructorInfo constructor => constructor.GetParameters().Select(parameter => parameter.ParameterType),
        PropertyInfo property => [property.PropertyType],
        FieldInfo field => [field.FieldType],
        _ => [],
    };

    private static IEnumerable<Type> Unfold(Type type) =>
        new[] { type }
            .Concat(type.IsGenericType ? type.GetGenericArguments().SelectMany(Unfold) : [])
            .Concat(type.HasElementType ? Unfold(type.GetElementType()!) : []);

    private abstract class Broken
    {
        public int Fine { get; set; }

        public double Field { get; set; }

        public abstract IReadOnlyList<Dictionary<string, double[]>> Deep();

        public abstract void Take(in double value);
    }
}
