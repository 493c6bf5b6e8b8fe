using System.Diagnostics;
using System.Reflection;

namespace ObjectTree.Benchmarks.Tests.Support;

internal static class OptimizedCode
{
    /// <summary>Ignores the tests of a fixture that count what code allocates, where the code is not what is stated.</summary>
    public static void Require()
    {
        if (typeof(EngineBenchmarks).Assembly.GetCustomAttribute<DebuggableAttribute>()?.IsJITOptimizerDisabled == true)
            Assert.Ignore("What is stated is of optimized code: run with -c Release, as ./test does.");
    }
}
